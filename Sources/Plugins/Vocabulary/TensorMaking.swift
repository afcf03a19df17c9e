import Distillation
import LuaRuntime
import Tensors

/// The functions of `hc` that make tensors and indices, alone or out of several.
enum TensorMaking {
  typealias Row = HetcompModule.Row

  static var rows: [Row] { given + drawn + combined }

  private static var given: [Row] {
    [
      Row("tensor", "hc.tensor(number or nested list) → tensor", "a tensor of the given elements") {
        LuaValue(try NestedList(try $0.value(1)).tensor)
      },
      Row(
        "index", "hc.index(nested list or tensor) → index",
        "ids or places, counted from 1, 0 for none"
      ) {
        let tensor = $0.objectIfAny(1, as: LuaTensor.self)?.tensor
        let numbers = try tensor ?? NestedList(try $0.value(1)).tensor
        let ids = try numbers.values.map { number in
          guard let id = Int32(exactly: number), id >= 0 else {
            throw LuaError("an id is a whole number of at least 0, not \(number)")
          }
          return id - 1
        }
        return LuaValue(try IndexTensor(ids, shape: numbers.shape))
      },
      Row("full", "hc.full(number, n, m, …) → tensor", "equal elements of a shape") {
        LuaValue(Tensor(repeating: Float(try $0.number(1)), shape: try $0.shape(2)))
      },
      Row("range", "hc.range(first, last, [step]) → tensor", "numbers as a for loop counts them") {
        let (first, last) = (try $0.number(1), try $0.number(2))
        let step = try $0.number(3, or: 1)
        guard step != 0, ((last - first) / step).isFinite, (last - first) / step < 1e8 else {
          throw $0.bad(3, "\(first) to \(last) cannot be counted in steps of \(step)")
        }
        let count = Int(max(-1, ((last - first) / step).rounded(.down))) + 1
        return LuaValue(Tensor((0..<count).map { Float(first + step * Double($0)) }))
      },
      Row("ids", "hc.ids(n) → index", "the ids 1 … n, such as all users") {
        let count = try $0.positive(1)
        try TensorRoom.check([count], in: "ids")
        return LuaValue(IndexTensor((0..<Int32(clamping: count)).map { $0 }))
      },
    ]
  }

  private static var drawn: [Row] {
    [
      Row(
        "uniform", "hc.uniform(n, m, …) → tensor", "random numbers in 0…1, from the run's seed",
        "everywhere",
        .function { a, random in
          LuaValue(Tensor(uniform: try a.shape(1), from: random.fork()))
        }),
      Row(
        "normal", "hc.normal(n, m, …) → tensor", "normal numbers, from the run's seed",
        "everywhere",
        .function { a, random in
          LuaValue(Tensor(normal: try a.shape(1), deviation: 1, from: random.fork()))
        }),
      Row(
        "dropout", "hc.dropout(t, rate) → tensor",
        "elements dropped at a rate in 0…1, the others scaled to keep the mean", "everywhere",
        .function { a, random in
          let rate = try a.number(2)
          guard rate >= 0, rate < 1 else { throw a.bad(2, "the rate lies in 0…1, below 1") }
          return LuaValue(try a.tensor(1).dropout(Float(rate), from: random.fork()))
        }),
    ]
  }

  private static var combined: [Row] {
    [
      Row(
        "where", "hc.where(mask, yes, no) → tensor or index",
        "the elements of one tensor, number or index where the mask is true, else of the other"
      ) { a in
        guard let yes = a.objectIfAny(2, as: LuaIndices.self)?.ids else {
          return LuaValue(try Tensor.choose(try a.mask(1), try a.tensor(2), try a.tensor(3)))
        }
        return LuaValue(try IndexTensor.choose(try a.mask(1), yes, try a.ids(3)))
      },
      Row("maximum", "hc.maximum(a, b) → tensor", "the larger of each two elements") {
        LuaValue(try Tensor.larger(try $0.tensor(1), try $0.tensor(2)))
      },
      Row("minimum", "hc.minimum(a, b) → tensor", "the smaller of each two elements") {
        LuaValue(try Tensor.smaller(try $0.tensor(1), try $0.tensor(2)))
      },
      Row(
        "concat", "hc.concat({ a, b, … }, [axis]) → tensor or index",
        "joined along an axis, by default the last; matrices of ids side by side"
      ) { a in
        let parts = try a.table(1).elements()
        let ids = parts.compactMap { $0.asObject(LuaIndices.self)?.ids }
        if !ids.isEmpty, ids.count == parts.count { return LuaValue(try IndexTensor.joined(ids)) }
        let tensors = try parts.map { part in
          guard let tensor = part.asObject(LuaTensor.self) else {
            throw a.bad(1, "a list of tensors is needed, not of \(part.described)")
          }
          return tensor.tensor
        }
        let axis = a.has(2) ? try a.axis(2, of: tensors.first?.shape ?? []) : -1
        return LuaValue(try Tensor.concatenated(tensors, axis: axis))
      },
      Row(
        "relaxed_list_mle", "hc.relaxed_list_mle(scores, rest, [present], [floor]) → tensor",
        "the listwise loss of scores in order [b, k] against a rest of mass [b], summed"
      ) { a in
        LuaValue(
          try relaxedListMLE(
            list: try a.tensor(1), rest: try a.tensor(2), present: a.has(3) ? try a.tensor(3) : nil,
            floor: Float(try a.number(4, or: 1e-5))))
      },
    ]
  }
}
