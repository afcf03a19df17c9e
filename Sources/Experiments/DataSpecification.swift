import Interactions

/// Which interactions an experiment uses, and how they are split.
public struct DataSpecification: Sendable {
  /// Where the interactions come from.
  public enum Source: Sendable {
    /// A described dataset, found or fetched.
    case dataset(DatasetDescriptor)
    /// An invented world; it needs no file.
    case synthetic(SyntheticWorld)
  }

  /// The dataset's name, also of its folder among the teachers.
  public var name: String
  /// Where the interactions come from.
  public var source: Source
  /// The recipe of the split; nil for the protocol's, or the files' own when they are parts.
  public var split: String?
  /// The seed of the split.
  public var seed: UInt64

  /// Data of these values.
  public init(name: String, source: Source, split: String? = nil, seed: UInt64 = 0) {
    self.name = name
    self.source = source
    self.split = split
    self.seed = seed
  }

  /// Finds or fetches the interactions and divides them as the protocol wants.
  ///
  /// The files' own parts are taken as they are by every protocol that names a recipe.
  /// - Throws: what reading throws, or ``ExperimentError/input(_:)`` when the recipes differ.
  public func load(
    for evaluation: any EvaluationProtocol, from search: FileSearch,
    progress: @escaping DatasetDescriptor.Progress = { _, _ in }
  ) throws -> Split {
    var read: InteractionList?
    func list() throws -> InteractionList {
      if let read { return read }
      let list = try interactions(from: search, progress)
      read = list
      return list
    }
    let division = try evaluation.divide(list, seed: seed)
    let (recipe, settings) = try recipe(division, evaluation)
    switch (division, source, recipe) {
    case (.parts(let parts), _, _):
      return try .assigned(try list(), to: parts, dataset: name, recipe: recipe, seed: seed)
    case (_, _, "www23"):
      let share = settings["share"] ?? 0.2
      return try .www23(try list(), dataset: name, seed: seed, share: share)
    case (_, .dataset(let descriptor), _):
      return try descriptor.load(from: search, recipe: recipe, seed: seed, progress: progress)
    case (_, .synthetic, _):
      throw ExperimentError.input(
        "data.split: the synthetic world can be split by www23, not by \(recipe).")
    }
  }

  private func interactions(
    from search: FileSearch, _ progress: DatasetDescriptor.Progress
  ) throws -> InteractionList {
    switch source {
    case .dataset(let descriptor):
      return try descriptor.interactions(from: search, progress: progress)
    case .synthetic(let world): return try world.interactions(seed: seed)
    }
  }

  /// The recipe and its parameters; the protocol's name where it divides by itself.
  private func recipe(
    _ division: Division, _ evaluation: any EvaluationProtocol
  ) throws -> (String, [String: Double]) {
    var given = split
    if case .dataset(let descriptor) = source, descriptor.split == "given" {
      given = split ?? "given"
      if case .recipe = division, given == "given" { return ("given", [:]) }
    }
    let (wanted, settings) =
      switch division {
      case .recipe(let name, let settings): (name, settings)
      case .parts: (evaluation.name, [:])
      }
    guard given == nil || given == wanted else {
      let subject = split.map { "data.split = \"\($0)\"" } ?? "The split that \(name)'s files are"
      throw ExperimentError.input(
        "\(subject) does not fit the protocol \(evaluation.name), which measures on \(wanted): "
          + "\(split == nil ? "" : "leave data.split out, or ")choose another protocol.")
    }
    try check(settings, of: wanted, evaluation)
    return (wanted, settings)
  }

  private func check(
    _ settings: [String: Double], of recipe: String, _ evaluation: any EvaluationProtocol
  ) throws {
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      guard recipe == "www23", key == "share" else {
        throw ExperimentError.input(
          "The protocol \(evaluation.name) sets \"\(key)\" of the recipe \(recipe), which has no such "
            + "parameter; www23 has \"share\".")
      }
      guard value > 0, value < 0.5 else {
        throw ExperimentError.input(
          "The protocol \(evaluation.name) sets share = \(value) of www23: it lies between 0 and 0.5."
        )
      }
    }
  }
}
