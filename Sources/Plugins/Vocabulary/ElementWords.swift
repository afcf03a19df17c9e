import LuaRuntime
import Tensors

extension TensorWords {
  /// What is done to each element on its own.
  static var elementwise: [Word<LuaTensor>] {
    maps.map { row in
      Word(row.name, "t:\(row.name)() → tensor", row.help) { t, _ in LuaValue(row.rule(t.tensor)) }
    } + [
      Word("clamp", "t:clamp(low, high) → tensor", "each element brought into low … high") { t, a in
        let (low, high) = (Float(try a.number(1)), Float(try a.number(2)))
        guard low <= high else { throw a.bad(2, "\(high) lies below the lower bound \(low)") }
        return LuaValue(t.tensor.clamped(low, high))
      },
      Word(
        "floor_at", "t:floor_at(low) → tensor",
        "each element, or low where it lies below and has no gradient"
      ) { t, a in LuaValue(t.tensor.floored(at: Float(try a.number(1)))) },
      Word("floor", "t:floor() → tensor", "each element rounded down; untracked") { t, _ in
        LuaValue(t.tensor.floor())
      },
      Word(
        "detach", "t:detach() → tensor", "the numbers as they are now, which no gradient passes"
      ) { t, _ in LuaValue(t.tensor.copy()) },
    ]
  }

  /// The maps that also name the layers of `hc.sequential`.
  static var maps: [(name: String, help: String, rule: (Tensor) -> Tensor)] {
    [
      ("exp", "e to the power of each element", { $0.exp() }),
      ("log", "natural logarithm of each element", { $0.log() }),
      ("sqrt", "square root of each element", { $0.sqrt() }),
      ("square", "each element times itself", { $0.square() }),
      ("abs", "each element without its sign", { $0.abs() }),
      ("sigmoid", "1 / (1 + exp(-x))", { $0.sigmoid() }),
      ("log_sigmoid", "log(1 / (1 + exp(-x))), without overflow", { $0.logSigmoid() }),
      ("softplus", "log(1 + exp(x)), without overflow", { $0.softplus() }),
      ("tanh", "hyperbolic tangent of each element", { $0.tanh() }),
      ("relu", "each element, or zero if it is negative", { $0.relu() }),
    ]
  }

  static var comparisons: [Word<LuaTensor>] {
    let rules: [(String, String, (Float, Float) -> Bool)] = [
      ("gt", "greater than", { $0 > $1 }), ("ge", "at least", { $0 >= $1 }),
      ("lt", "less than", { $0 < $1 }), ("le", "at most", { $0 <= $1 }),
      ("eq", "equal to", { $0 == $1 }),
    ]
    return rules.map { name, help, rule in
      Word(name, "t:\(name)(other) → mask", "true where an element is \(help) the other's") {
        t, a in LuaValue(try t.tensor.compare(try a.tensor(1), rule))
      }
    }
  }

  static var selections: [Word<LuaTensor>] {
    [
      Word(
        "replace", "t:replace(mask, other) → tensor",
        "the elements of another tensor, or a number, where the mask is true; untracked"
      ) { t, a in
        let other = try a.tensor(2, filling: t.tensor.shape)
        return LuaValue(try t.tensor.replacing(try a.mask(1), with: other))
      },
      Word(
        "over", "t:over(other) → tensor",
        "quotient where anything over zero is infinite, zero over zero too; untracked"
      ) { t, a in
        LuaValue(try t.tensor.over(try a.tensor(1, filling: t.tensor.shape)))
      },
    ]
  }
}
