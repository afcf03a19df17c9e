import LuaRuntime
import Tensors

/// What scripts can do with masks: combined by `&`, `|` and `~`, and ones and zeros in arithmetic.
enum MaskWords {
  static var vocabulary: Vocabulary<LuaMask> {
    Vocabulary(
      name: "mask", summary: "yes and no of one shape; ones and zeros in arithmetic",
      bytes: { $0.bytes },
      words: reading + logic + TensorWords.arithmetic())
  }

  private static var reading: [Word<LuaMask>] {
    [
      Word("count", "m:count() → integer", "how many elements are true") { m, _ in
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
      Word("tensor", "m:tensor() → tensor", "1 where true, 0 elsewhere") { m, _ in
        LuaValue(m.mask.ones)
      },
    ]
  }

  private static var logic: [Word<LuaMask>] {
    [
      Word(.and, "m & n → mask", "true where both are") {
        LuaValue(try $0.mask(1) & $0.mask(2))
      },
      Word(.or, "m | n → mask", "true where either is") {
        LuaValue(try $0.mask(1) | $0.mask(2))
      },
      Word(.not, "~m → mask", "true where m is false") { LuaValue(~(try $0.mask(1))) },
      Word(.length, "#m → integer", "the extent of the first axis") {
        .integer(try $0.mask(1).shape.first ?? 1)
      },
      Word(.text, "tostring(m) → string", "shape, and how many are true") {
        let mask = try $0.mask(1)
        return .string("mask \(mask.shape), \(mask.trueCount) of \(mask.values.count) true")
      },
    ]
  }
}
