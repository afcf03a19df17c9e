import LuaRuntime
import Tensors

extension TensorWords {
  /// `tensor`: its words, and arithmetic with broadcasting between tensors, masks and numbers.
  static var vocabulary: Vocabulary<LuaTensor> {
    Vocabulary(
      name: "tensor",
      summary: "numbers of one shape; what is made of the student is differentiable",
      bytes: { $0.bytes }, words: all)
  }

  /// Arithmetic, where a mask counts as ones and zeros.
  static func arithmetic<Receiver>() -> [Word<Receiver>] {
    [
      Word(.add, "a + b → tensor", "sum, with broadcasting; numbers and masks count as tensors") {
        try combine($0, { try $0 + $1 }, { $0 + $1 }, { $0 + $1 })
      },
      Word(.subtract, "a - b → tensor", "difference, with broadcasting") {
        try combine($0, { try $0 - $1 }, { $0 - $1 }, { $0 - $1 })
      },
      Word(.multiply, "a * b → tensor", "product of elements, with broadcasting") {
        try combine($0, { try $0 * $1 }, { $0 * $1 }, { $0 * $1 })
      },
      Word(.divide, "a / b → tensor", "quotient of elements, with broadcasting") {
        try combine($0, { try $0 / $1 }, { $0 / $1 }, { $0 / $1 })
      },
    ]
  }

  /// One of two operands may be a number, which is then not stretched.
  private static func combine(
    _ a: borrowing LuaArguments, _ both: (Tensor, Tensor) throws -> Tensor,
    _ left: (Float, Tensor) -> Tensor, _ right: (Tensor, Float) -> Tensor
  ) throws -> LuaValue {
    if a.isNumber(1) { return LuaValue(left(Float(try a.number(1)), try a.tensor(2))) }
    if a.isNumber(2) { return LuaValue(right(try a.tensor(1), Float(try a.number(2)))) }
    return LuaValue(try both(try a.tensor(1), try a.tensor(2)))
  }

  static var symbols: [Word<LuaTensor>] {
    arithmetic() + [
      Word(.negate, "-t → tensor", "each element with its sign turned") {
        LuaValue(-(try $0.tensor(1)))
      },
      Word(.power, "t ^ number → tensor", "each element to the power of a number") {
        LuaValue(try $0.tensor(1).pow(Float(try $0.number(2))))
      },
      Word(.length, "#t → integer", "the extent of the first axis") {
        .integer(try $0.tensor(1).shape.first ?? 1)
      },
      Word(element: "t[i] → number or tensor", "one element of a vector, else one row") { t, i in
        let extent = t.tensor.shape.first ?? 0
        guard i >= 1, i <= extent else { throw LuaError("index \(i) lies outside 1 to \(extent)") }
        if t.tensor.rank == 1 { return .number(Double(t.tensor[i - 1])) }
        let row = try t.tensor.rows(i - 1..<i)
        return LuaValue(try row.reshaped(Array(t.tensor.shape.dropFirst())))
      },
      Word(.text, "tostring(t) → string", "shape, and the corner of the elements that fits") {
        .string(picture(of: try $0.tensor(1)))
      },
    ]
  }
}

/// A tensor as a person reads it: its shape, and the corner of its elements that fits.
private func picture(of tensor: Tensor) -> String {
  func row(_ values: ArraySlice<Float>) -> String {
    values.prefix(8).map { shown($0) }.joined(separator: "  ") + (values.count > 8 ? "  …" : "")
  }
  let values = tensor.values
  guard tensor.rank > 0 else { return shown(tensor.scalar) }
  guard tensor.rank > 1 else { return "tensor \(tensor.shape)\n  \(row(values[...]))" }
  let width = max(1, tensor.shape[tensor.rank - 1])
  let rows = stride(from: 0, to: min(values.count, 8 * width), by: width)
    .map { "  " + row(values[$0..<$0 + width]) }
  let more = values.count > 8 * width ? ["  …"] : []
  return (["tensor \(tensor.shape)"] + rows + more).joined(separator: "\n")
}

private func shown(_ value: Float) -> String {
  let rounded = (value * 10000).rounded() / 10000
  return rounded.isFinite && rounded != 0 && abs(value) < 1e6 ? "\(rounded)" : "\(value)"
}
