import LuaRuntime
import Tensors

/// Numbers within lists within lists, as a tensor.
struct NestedList {
  private var shape: [Int] = []
  private var values: [Float] = []

  /// Reads a number, or lists of equal length down to numbers.
  /// - Throws: ``LuaError`` when a list is ragged or holds something else.
  init(_ value: LuaValue) throws {
    try read(value, depth: 0)
  }

  /// The tensor of these numbers.
  var tensor: Tensor { get throws { try Tensor(values, shape: shape) } }

  private mutating func read(_ value: LuaValue, depth: Int) throws {
    switch value {
    case .integer(let number) where depth == shape.count: values.append(Float(number))
    case .number(let number) where depth == shape.count: values.append(Float(number))
    case .table(let table) where depth < 8:
      let elements = try table.elements()
      if depth == shape.count, values.isEmpty {
        shape.append(elements.count)
        try TensorRoom.check(shape, in: "a tensor of lists")
      }
      guard depth < shape.count, shape[depth] == elements.count else { throw ragged }
      for element in elements { try read(element, depth: depth + 1) }
    case .integer, .number: throw ragged
    default: throw LuaError("a tensor is made of numbers, not of \(value.described)")
    }
  }

  private var ragged: LuaError { LuaError("the lists of a tensor must have equal lengths") }
}
