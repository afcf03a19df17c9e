import LuaRuntime
import Tensors

/// What scripts can do with tensors: one row an operation.
enum TensorWords {
  static var all: [Word<LuaTensor>] {
    elementwise + comparisons + selections + reductions + shaping + picking + reading + symbols
  }

  private static var reading: [Word<LuaTensor>] {
    [
      Word("shape", "t:shape() → list", "the extent of each axis") { t, a in
        .table(try a.state.table(t.tensor.shape.map { .integer($0) }))
      },
      Word("totable", "t:totable() → number or nested list", "the elements as numbers") { t, a in
        let values = t.tensor.values
        return try nested(t.tensor.shape[...], values[...], a.state) { .number(Double($0)) }
      },
      Word("item", "t:item() → number", "the only element of a tensor of one") { t, a in
        guard t.tensor.count == 1 else {
          throw LuaError("item: a tensor of shape \(t.tensor.shape) has \(t.tensor.count) elements")
        }
        return .number(Double(t.tensor.scalar))
      },
      Word("at", "t:at(i, j, …) → number", "one element; every index counts from 1") { t, a in
        .number(Double(t.tensor[try position(a, in: t.tensor.shape)]))
      },
    ]
  }
}

// MARK: - Places and lists

extension TensorWords {
  /// The place in the row-major order that the arguments name.
  static func position(_ arguments: borrowing LuaArguments, in shape: [Int]) throws -> Int {
    guard arguments.count == shape.count else {
      throw LuaError("shape \(shape) needs \(shape.count) indices, got \(arguments.count)")
    }
    var place = 0
    for (i, extent) in shape.enumerated() {
      let index = try arguments.integer(i + 1)
      guard index >= 1, index <= extent else {
        throw arguments.bad(i + 1, "index \(index) lies outside 1 to \(extent)")
      }
      place = place * extent + index - 1
    }
    return place
  }

  /// Elements in row-major order as lists within lists.
  static func nested<Element>(
    _ shape: ArraySlice<Int>, _ values: ArraySlice<Element>, _ state: LuaState,
    _ value: (Element) -> LuaValue
  ) throws -> LuaValue {
    guard let extent = shape.first else { return values.first.map(value) ?? .nil }
    let inner = shape.dropFirst().reduce(1, *)
    let rows = try (0..<extent).map { row in
      let start = values.startIndex + row * inner
      return try nested(shape.dropFirst(), values[start..<start + inner], state, value)
    }
    return .table(try state.table(rows))
  }
}
