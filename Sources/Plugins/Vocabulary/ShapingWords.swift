import LuaRuntime
import Tensors

extension TensorWords {
  /// Other shapes, parts, orders, products.
  static var shaping: [Word<LuaTensor>] {
    [
      Word(
        "reshape", "t:reshape(n, m, …) → tensor", "the same elements; one extent may be -1"
      ) { t, a in LuaValue(try t.tensor.reshaped(try a.inferred(1, count: t.tensor.count))) },
      Word("transpose", "t:transpose() → tensor", "a matrix with rows and columns exchanged") {
        t, _ in LuaValue(try t.tensor.transposed())
      },
      Word(
        "matmul", "t:matmul(other, [transpose_t], [transpose_other]) → tensor",
        "the matrix product, either side transposed if asked"
      ) { t, a in
        LuaValue(
          try t.tensor.matmul(
            try a.tensor(1), transposeSelf: try a.boolean(2, or: false),
            transposeOther: try a.boolean(3, or: false)))
      },
      Word(
        "slice", "t:slice(axis, first, last) → tensor",
        "a range along an axis, both ends included; negative from the end"
      ) { t, a in
        let axis = try a.axis(1, of: t.tensor.shape)
        return LuaValue(
          try t.tensor.narrowed(axis: axis, to: try a.range(2, 3, of: t.tensor.shape[axis])))
      },
    ]
  }

  /// Elements by place.
  static var picking: [Word<LuaTensor>] {
    [
      Word(
        "gather", "t:gather(ids) → tensor", "rows of a matrix by id, or elements of a vector"
      ) { t, a in
        let ids = try a.ids(1)
        guard t.tensor.rank == 1 else { return LuaValue(try t.tensor.gatherRows(ids)) }
        let column = try t.tensor.reshaped([t.tensor.count, 1])
        return LuaValue(try column.gatherRows(ids).reshaped(ids.shape))
      },
      Word(
        "pick", "t:pick(places, [axis]) → tensor",
        "elements by place along an axis, by default the last; none gives 0"
      ) { t, a in
        let axis = a.has(2) ? try a.axis(2, of: t.tensor.shape) : t.tensor.rank - 1
        return LuaValue(try t.tensor.picked(try a.ids(1), axis: axis))
      },
      Word(
        "scatter", "t:scatter(ids, extent) → tensor",
        "elements added up at their places in rows of an extent; rows by group for a vector of ids"
      ) { t, a in
        let (ids, extent) = (try a.ids(1), try a.positive(2))
        if t.tensor.rank == 2, ids.shape.count == 1 {
          return LuaValue(try t.tensor.scatteredRows(ids, extent: extent))
        }
        return LuaValue(try t.tensor.scattered(ids, axis: t.tensor.rank - 1, extent: extent))
      },
      Word("sort", "t:sort(axis, [descending]) → tensor", "the elements in order") { t, a in
        LuaValue(
          try t.tensor.sorted(
            axis: try a.axis(1, of: t.tensor.shape), descending: try a.boolean(2, or: false)))
      },
      Word(
        "argsort", "t:argsort(axis, [descending]) → index", "the places in order of their elements"
      ) { t, a in
        LuaValue(
          try t.tensor.order(
            axis: try a.axis(1, of: t.tensor.shape), descending: try a.boolean(2, or: false)))
      },
      Word("top", "t:top(k) → index", "the places of the k largest elements of each row") { t, a in
        LuaValue(try t.tensor.topColumns(try a.positive(1, atMost: t.tensor.shape.last ?? .max)))
      },
    ]
  }
}
