import LuaRuntime
import Tensors

/// What scripts can do with tensors: one row an operation.
enum TensorWords {
  static var all: [Word<LuaTensor>] {
    elementwise + comparisons + selections + reductions + reading + symbols
  }

  private static var elementwise: [Word<LuaTensor>] {
    [
      map("exp", "e to the power of each element") { $0.exp() },
      map("log", "natural logarithm of each element") { $0.log() },
      map("sqrt", "square root of each element") { $0.sqrt() },
      map("abs", "each element without its sign") { $0.abs() },
      map("sigmoid", "1 / (1 + exp(-x))") { $0.sigmoid() },
      map("softplus", "log(1 + exp(x)), without overflow") { $0.softplus() },
      map("tanh", "hyperbolic tangent of each element") { $0.tanh() },
      map("relu", "each element, or zero if it is negative") { $0.relu() },
      Word("clamp", "t:clamp(low, high) → tensor", "each element brought into low … high") { t, a in
        let (low, high) = (Float(try a.number(1)), Float(try a.number(2)))
        guard low <= high else { throw a.bad(2, "\(high) lies below the lower bound \(low)") }
        return LuaValue(t.tensor.clamped(low, high))
      },
    ]
  }

  private static var comparisons: [Word<LuaTensor>] {
    [
      comparison("gt", "greater than") { $0 > $1 },
      comparison("ge", "at least") { $0 >= $1 },
      comparison("lt", "less than") { $0 < $1 },
      comparison("le", "at most") { $0 <= $1 },
      comparison("eq", "equal to") { $0 == $1 },
    ]
  }

  private static var selections: [Word<LuaTensor>] {
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

  private static var reductions: [Word<LuaTensor>] {
    [
      reduction("sum", "sum", { $0.sum() }) { try $0.sum(axis: $1) },
      reduction("mean", "mean", { $0.mean() }) { try $0.mean(axis: $1) },
      reduction("max", "largest element") { try $0.max(axis: $1) },
      reduction("logsumexp", "log of the sum of exp") { try $0.logSumExp(axis: $1) },
      Word("softmax", "t:softmax(axis) → tensor", "exp(x), scaled to sum 1 along an axis") { t, a in
        LuaValue(try t.tensor.softmax(axis: try a.axis(1, of: t.tensor.shape)))
      },
    ]
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
      Word("at", "t:at(i, j, …) → number", "one element; every index counts from 1") { t, a in
        .number(Double(t.tensor[try position(a, in: t.tensor.shape)]))
      },
    ]
  }
}

// MARK: - Kinds of rows

extension TensorWords {
  private static func map(
    _ name: String, _ help: String, _ operation: @escaping (Tensor) -> Tensor
  ) -> Word<LuaTensor> {
    Word(name, "t:\(name)() → tensor", help) { t, _ in LuaValue(operation(t.tensor)) }
  }

  private static func comparison(
    _ name: String, _ help: String, _ rule: @escaping (Float, Float) -> Bool
  ) -> Word<LuaTensor> {
    Word(name, "t:\(name)(other) → mask", "true where an element is \(help) the other's") { t, a in
      LuaValue(try t.tensor.compare(try a.tensor(1), rule))
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
