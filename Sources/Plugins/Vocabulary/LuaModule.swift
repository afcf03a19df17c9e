import LuaRuntime
import Tensors

/// A layer with weights of its own, in the hands of a script.
///
/// It is made in `setup` and put into `self.modules`; its weights exist, and it can be called, once
/// `setup` is over.
final class LuaModule {
  enum Layer {
    case parameter(Weight)
    case linear(weight: Weight, bias: Weight?)
    case embedding(Weight)
    case sequential([LuaModule])
    case map((Tensor) -> Tensor)
  }

  /// One weight: its first value, and the parameter once it has a name.
  final class Weight {
    let suffix: String
    let start: Tensor
    private(set) var parameter: Parameter?

    init(_ suffix: String, _ start: Tensor) {
      self.suffix = suffix
      self.start = start
    }

    fileprivate var bytes: Int { 4 * start.count + 256 }

    fileprivate func adopt(_ name: String) -> Parameter {
      let made = Parameter(name, start)
      parameter = made
      return made
    }

    fileprivate var tracked: Tensor {
      get throws {
        if let parameter { return parameter.tracked }
        throw LuaError("a module works once it stands in self.modules and setup is over")
      }
    }
  }

  let layer: Layer
  /// How many layers it is made of, itself included.
  let count: Int
  /// The memory of its weights.
  let bytes: Int

  init(_ layer: Layer) {
    self.layer = layer
    switch layer {
    case .parameter(let weight), .embedding(let weight): (count, bytes) = (1, weight.bytes)
    case .linear(let weight, let bias): (count, bytes) = (1, weight.bytes + (bias?.bytes ?? 0))
    case .sequential(let layers):
      count = layers.reduce(1) { $0 + $1.count }
      bytes = layers.reduce(0) { $0 + $1.bytes }
    case .map: (count, bytes) = (1, 0)
    }
  }

  /// Makes the weights under names that begin with `name`.
  func adopt(_ name: String) -> [Parameter] {
    switch layer {
    case .parameter(let weight): [weight.adopt(name)]
    case .embedding(let weight): [weight.adopt("\(name).\(weight.suffix)")]
    case .linear(let weight, let bias):
      [weight, bias].compactMap { $0 }.map { $0.adopt("\(name).\($0.suffix)") }
    case .sequential(let layers):
      layers.enumerated().flatMap { $1.adopt("\(name).\($0 + 1)") }
    case .map: []
    }
  }

  /// The layer's answer.
  func apply(_ arguments: borrowing LuaArguments) throws -> Tensor {
    if case .parameter(let weight) = layer { return try weight.tracked }
    if case .embedding(let weight) = layer {
      return try weight.tracked.gatherRows(try arguments.ids(2))
    }
    return try apply(try arguments.tensor(2))
  }

  private func apply(_ input: Tensor) throws -> Tensor {
    switch layer {
    case .linear(let weight, let bias):
      let product = try input.matmul(try weight.tracked)
      return try bias.map { try product + $0.tracked } ?? product
    case .sequential(let layers): return try layers.reduce(input) { try $1.apply($0) }
    case .map(let rule): return rule(input)
    case .parameter, .embedding: throw LuaError("only linear layers and maps follow each other")
    }
  }
}

/// What scripts can do with modules.
enum ModuleWords {
  static var vocabulary: Vocabulary<LuaModule> {
    Vocabulary(
      name: "module", summary: "a layer with weights, trained by the student's optimiser",
      bytes: { $0.bytes },
      words: [
        Word(.call, "m(x) → tensor", "the layer's answer; a parameter has no argument") {
          LuaValue(try $0.object(1, as: LuaModule.self).apply($0))
        },
        Word(.text, "tostring(m) → string", "that it is a module") { _ in "module" },
      ])
  }
}

/// The functions of `hc` that make modules.
enum ModuleMaking {
  typealias Row = HetcompModule.Row
  private static let allowed = "setup of objectives"
  private static let most = 100

  static var rows: [Row] {
    [
      Row(
        "parameter", "hc.parameter(t) → module", "one weight that starts at a tensor",
        allowed: allowed
      ) {
        .object(LuaModule(.parameter(LuaModule.Weight("", try $0.tensor(1).detached))))
      },
      Row(
        "linear", "hc.linear(inputs, outputs, [bias]) → module",
        "x·W + b, drawn from ±1/√inputs; bias = false leaves b out", allowed,
        .function { a, random in
          let (inputs, outputs) = (try a.positive(1), try a.positive(2))
          try TensorRoom.check([inputs, outputs], in: "linear")
          let reach = 1 / Float(inputs).squareRoot()
          func draw(_ suffix: String, _ shape: [Int]) -> LuaModule.Weight {
            let unit = Tensor(uniform: shape, from: random.fork())
            return LuaModule.Weight(suffix, (unit * 2 - 1) * reach)
          }
          let weight = draw("weight", [inputs, outputs])
          let bias = try a.boolean(3, or: true) ? draw("bias", [outputs]) : nil
          return .object(LuaModule(.linear(weight: weight, bias: bias)))
        }),
      Row(
        "embedding", "hc.embedding(rows, width, [deviation]) → module",
        "a table asked by ids, drawn from N(0, deviation²), 0.01 by default", allowed,
        .function { a, random in
          let shape = [try a.positive(1), try a.positive(2)]
          try TensorRoom.check(shape, in: "embedding")
          let deviation = Float(try a.number(3, or: 0.01))
          let start = Tensor(normal: shape, deviation: deviation, from: random.fork())
          return .object(LuaModule(.embedding(LuaModule.Weight("weight", start))))
        }),
      Row(
        "sequential", "hc.sequential { m, \"relu\", n, … } → module",
        "layers one after the other, and maps by name", allowed: allowed
      ) { a in
        let module = LuaModule(.sequential(try a.table(1).elements().map { try layer($0, a) }))
        guard module.count <= most else { throw a.bad(1, "a module has at most \(most) layers") }
        return .object(module)
      },
    ]
  }

  private static func layer(
    _ value: LuaValue, _ arguments: borrowing LuaArguments
  ) throws -> LuaModule {
    if let module = value.asObject(LuaModule.self) { return module }
    let maps = TensorWords.maps
    guard let name = value.asString else {
      throw arguments.bad(1, "a module or the name of a map is needed, not \(value.described)")
    }
    guard let map = maps.first(where: { $0.name == name }) else {
      throw arguments.bad(
        1, "there is no map \"\(name)\"; \(suggestion(for: name, among: maps.map(\.name)))")
    }
    return LuaModule(.map(map.rule))
  }
}
