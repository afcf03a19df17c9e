import LuaRuntime
import Tensors

/// What scripts can do with ids and places, which count from 1; 0 stands for none.
enum IndexWords {
  static var vocabulary: Vocabulary<LuaIndices> {
    Vocabulary(
      name: "index", summary: "ids of users or items, or places, counted from 1; 0 stands for none",
      bytes: { $0.bytes }, words: reading + picking + symbols)
  }

  private static var reading: [Word<LuaIndices>] {
    [
      Word("shape", "x:shape() → list", "the extent of each axis") { x, a in
        .table(try a.state.table(x.ids.shape.map { .integer($0) }))
      },
      Word("at", "x:at(i, j, …) → integer", "one id; every index counts from 1") { x, a in
        .integer(Int(x.ids[try TensorWords.position(a, in: x.ids.shape)]) + 1)
      },
      Word("totable", "x:totable() → nested list", "the ids as Lua integers") { x, a in
        let values = x.ids.values
        return try TensorWords.nested(x.ids.shape[...], values[...], a.state) {
          .integer(Int($0) + 1)
        }
      },
      Word("tensor", "x:tensor() → tensor", "the ids as numbers, for arithmetic") { x, _ in
        let ids = x.ids
        return LuaValue(
          Tensor(shape: ids.shape) { span in
            for i in span.indices { span[i] = Float(ids[i] + 1) }
          })
      },
      Word("present", "x:present() → mask", "true where there is an id, false where none") { x, _ in
        LuaValue(x.ids.present)
      },
      Word("eq", "x:eq(id) → mask", "true where an id is this one") { x, a in
        let id = try a.integer(1)
        return LuaValue(x.ids.compare { Int($0) + 1 == id })
      },
    ]
  }

  private static var picking: [Word<LuaIndices>] {
    [
      Word("reshape", "x:reshape(n, m, …) → index", "the same ids under another shape") { x, a in
        LuaValue(try x.ids.reshaped(try a.inferred(1, count: x.ids.count)))
      },
      Word("columns", "x:columns(first, last) → index", "some columns of a matrix") { x, a in
        let range = try a.range(1, 2, of: x.ids.shape.last ?? 0)
        return .object(
          LuaIndices(
            try x.ids.columns(range), firstTargetsOf: range.lowerBound == 0 ? x.batch : nil))
      },
      Word("gather", "x:gather(ids) → index", "rows by id, or elements of a vector") { x, a in
        LuaValue(try x.ids.gatherRows(try a.ids(1)))
      },
      Word("pick", "x:pick(places) → index", "elements of each row by place, [b, k]") { x, a in
        LuaValue(try x.ids.gatherColumns(try a.ids(1)))
      },
      Word("distinct", "x:distinct() → index", "every id that occurs, once and rising") { x, _ in
        LuaValue(x.ids.distinct)
      },
    ]
  }

  private static var symbols: [Word<LuaIndices>] {
    [
      Word(.length, "#x → integer", "the extent of the first axis") {
        .integer(try $0.ids(1).shape.first ?? 1)
      },
      Word(element: "x[i] → integer or index", "one id of a vector, else one row") { x, i in
        let extent = x.ids.shape.first ?? 0
        guard i >= 1, i <= extent else { throw LuaError("index \(i) lies outside 1 to \(extent)") }
        if x.ids.shape.count == 1 { return .integer(Int(x.ids[i - 1]) + 1) }
        let row = try x.ids.gatherRows(IndexTensor([Int32(i - 1)]))
        return LuaValue(try row.reshaped(Array(x.ids.shape.dropFirst())))
      },
      Word(.text, "tostring(x) → string", "shape and first ids") {
        let ids = try $0.ids(1)
        let first = ids.values.prefix(8).map { "\($0 + 1)" }.joined(separator: " ")
        return .string("index \(ids.shape), \(first)\(ids.count > 8 ? " …" : "")")
      },
    ]
  }
}

extension LuaArguments {
  /// A shape for `count` elements, in which one extent may be −1: whatever is left.
  func inferred(_ position: Int, count: Int) throws -> [Int] {
    let given = try extents(position)
    guard let place = given.firstIndex(of: -1) else { return try checked(given, position) }
    var shape = given
    shape[place] = 1
    let others = try checked(shape, position).reduce(1, *)
    guard others > 0, count % others == 0 else {
      throw bad(position, "\(count) elements do not fit the shape \(given)")
    }
    shape[place] = count / others
    return shape
  }
}
