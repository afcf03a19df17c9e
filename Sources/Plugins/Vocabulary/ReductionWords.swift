import LuaRuntime
import Tensors

extension TensorWords {
  /// What makes one number of many.
  static var reductions: [Word<LuaTensor>] {
    [
      reduction("sum", "sum", { $0.sum() }) { try $0.sum(axis: $1) },
      reduction("mean", "mean", { $0.mean() }) { try $0.mean(axis: $1) },
      reduction("max", "largest element") { try $0.max(axis: $1) },
      reduction("min", "smallest element") { try $0.min(axis: $1) },
      reduction("logsumexp", "log of the sum of exp") { try $0.logSumExp(axis: $1) },
      Word("argmax", "t:argmax(axis) → index", "where the largest element stands") { t, a in
        LuaValue(try t.tensor.placeOfMax(axis: try a.axis(1, of: t.tensor.shape)))
      },
      Word("dot", "t:dot(other) → tensor", "inner products of corresponding rows, [b]") { t, a in
        LuaValue(try Tensor.rowDot(t.tensor, try a.tensor(1)))
      },
    ] + alongAxis
  }

  private static var alongAxis: [Word<LuaTensor>] {
    [
      along("softmax", "exp(x), scaled to sum 1 along an axis") { try $0.softmax(axis: $1) },
      along("log_softmax", "log of the softmax along an axis") { try $0.logSoftmax(axis: $1) },
      along("normalise", "lines along an axis, scaled to length 1") { try $0.normalised(axis: $1) },
      along("flip", "the elements in opposite order along an axis") { try $0.flipped(axis: $1) },
      Word(
        "cumsum", "t:cumsum(axis, [reverse]) → tensor",
        "running sums along an axis, from its end when reverse is true"
      ) { t, a in
        let axis = try a.axis(1, of: t.tensor.shape)
        return LuaValue(
          try t.tensor.cumulativeSum(axis: axis, reverse: try a.boolean(2, or: false)))
      },
    ]
  }

  private static func along(
    _ name: String, _ help: String, _ rule: @escaping (Tensor, Int) throws -> Tensor
  ) -> Word<LuaTensor> {
    Word(name, "t:\(name)(axis) → tensor", help) { t, a in
      LuaValue(try rule(t.tensor, try a.axis(1, of: t.tensor.shape)))
    }
  }

  /// A reduction of all elements, or along one axis.
  private static func reduction(
    _ name: String, _ help: String, _ whole: ((Tensor) -> Tensor)? = nil,
    _ along: @escaping (Tensor, Int) throws -> Tensor
  ) -> Word<LuaTensor> {
    Word(name, "t:\(name)([axis]) → tensor", "\(help) of all elements, or along an axis") { t, a in
      if a.has(1) { return LuaValue(try along(t.tensor, try a.axis(1, of: t.tensor.shape))) }
      if let whole { return LuaValue(whole(t.tensor)) }
      return LuaValue(try along(try t.tensor.reshaped([t.tensor.count]), 0))
    }
  }
}
