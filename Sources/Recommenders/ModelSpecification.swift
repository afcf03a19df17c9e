import Formats

/// Which model, with which parameters: all that makes it, but for data and seed.
public struct ModelSpecification: Sendable, Equatable {
  /// The model's name in the catalogue.
  public let kind: String
  /// Every declared parameter's value, in the order of the declarations.
  public let values: [(name: String, value: Double)]

  /// The L2 decay that the optimiser adds; 0 where the model's loss has it.
  public let optimizerDecay: Float

  /// A specification with the given values and defaults for the rest.
  ///
  /// - Throws: ``ModelError`` for an unknown model or parameter, or a value outside its range.
  public init(_ kind: String, _ given: [String: Double] = [:]) throws(ModelError) {
    let entry = try RecommenderCatalogue.entry(kind)
    let known = entry.parameters.map(\.name)
    for name in given.keys.sorted() where !known.contains(name) {
      throw .parameter(
        kind: kind, found: name, nearest: nearestName(to: name, among: known), known: known)
    }
    var values: [(name: String, value: Double)] = []
    for declared in entry.parameters {
      let value = given[declared.name] ?? declared.standard
      try declared.check(value, kind: kind)
      values.append((declared.name, value))
    }
    self.kind = kind
    self.values = values
    optimizerDecay = entry.lossDecays ? 0 : Float(values.first { $0.name == "decay" }?.value ?? 0)
  }

  /// A parameter's value; asking for an undeclared one is a programmer's mistake.
  public subscript(_ name: String) -> Double {
    guard let found = values.first(where: { $0.name == name }) else {
      preconditionFailure("model \(kind) declares no parameter \(name)")
    }
    return found.value
  }

  /// A parameter's value as a whole number.
  public func whole(_ name: String) -> Int { Int(self[name]) }

  /// The parameters as a JSON object in the order of their declarations; whole numbers without a
  /// fraction.
  public var json: JSONValue {
    var object = JSONObject()
    for (name, value) in values {
      let isWhole = value == value.rounded() && abs(value) < 1e15
      object[name] = isWhole ? .int(Int(value)) : .double(value)
    }
    return .object(object)
  }

  /// Equal when the model and all its values are.
  public static func == (a: Self, b: Self) -> Bool {
    a.kind == b.kind && a.values.elementsEqual(b.values, by: ==)
  }
}
