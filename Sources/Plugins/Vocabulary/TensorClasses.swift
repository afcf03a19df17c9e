import LuaRuntime
import Tensors

extension LuaClass where T == LuaTensor {
  /// `tensor`: its words, and arithmetic with broadcasting between tensors and numbers.
  static func tensors() -> LuaClass<LuaTensor> {
    let type = LuaClass<LuaTensor>("tensor", bytes: { 4 * $0.tensor.count })
    type.learn(TensorWords.all)
    type.on(.add) { LuaValue(try $0.tensor(1) + $0.tensor(2)) }
    type.on(.subtract) { LuaValue(try $0.tensor(1) - $0.tensor(2)) }
    type.on(.multiply) { LuaValue(try $0.tensor(1) * $0.tensor(2)) }
    type.on(.divide) { LuaValue(try $0.tensor(1) / $0.tensor(2)) }
    type.on(.negate) { LuaValue(-(try $0.tensor(1))) }
    type.on(.power) { LuaValue(try $0.tensor(1).pow(Float(try $0.number(2)))) }
    type.on(.length) { .integer(try $0.tensor(1).shape.first ?? 1) }
    type.on(.text) { .string(picture(of: try $0.tensor(1))) }
    type.element { t, index in
      let extent = t.tensor.shape.first ?? 0
      guard index >= 1, index <= extent else {
        throw LuaError("index \(index) lies outside 1 to \(extent)")
      }
      if t.tensor.rank == 1 { return .number(Double(t.tensor[index - 1])) }
      let row = try t.tensor.rows(index - 1..<index)
      return LuaValue(try row.reshaped(Array(t.tensor.shape.dropFirst())))
    }
    return type
  }
}

extension LuaClass where T == LuaMask {
  /// `mask`: combined by `&`, `|` and `~`.
  static func masks() -> LuaClass<LuaMask> {
    let type = LuaClass<LuaMask>("mask", bytes: { $0.mask.values.count })
    type.learn([
      Word("count", "m:count() → number", "how many elements are true") { m, _ in
        .integer(m.mask.trueCount)
      },
      Word("shape", "m:shape() → list", "the extent of each axis") { m, a in
        .table(try a.state.table(m.mask.shape.map { .integer($0) }))
      },
      Word("totable", "m:totable() → nested list", "the elements as Lua booleans") { m, a in
        try TensorWords.nested(m.mask.shape[...], m.mask.values[...], a.state) { .boolean($0) }
      },
      Word("at", "m:at(i, j, …) → boolean", "one element; every index counts from 1") { m, a in
        .boolean(m.mask.values[try TensorWords.position(a, in: m.mask.shape)])
      },
    ])
    type.on(.and) { LuaValue(try $0.mask(1) & $0.mask(2)) }
    type.on(.or) { LuaValue(try $0.mask(1) | $0.mask(2)) }
    type.on(.not) { LuaValue(~(try $0.mask(1))) }
    type.on(.length) { .integer(try $0.mask(1).shape.first ?? 1) }
    type.on(.text) {
      let mask = try $0.mask(1)
      return .string("mask \(mask.shape), \(mask.trueCount) of \(mask.values.count) true")
    }
    return type
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
