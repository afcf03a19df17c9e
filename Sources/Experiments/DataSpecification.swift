import Interactions

/// Which interactions an experiment uses, and how they are split.
public struct DataSpecification: Sendable {
  /// Where the interactions come from.
  public enum Source: Sendable {
    /// A described dataset, found or fetched; nil for the descriptor's own filter.
    case dataset(DatasetDescriptor, filter: CountFilter?)
    /// An invented world; it needs no file.
    case synthetic(SyntheticWorld, filter: CountFilter?)
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
  /// - Throws: what reading throws, or ``ExperimentError/input(_:)`` when the recipes differ.
  public func load(
    for evaluation: any EvaluationProtocol, from search: FileSearch,
    progress: DatasetDescriptor.Progress = { _, _ in }
  ) throws -> Split {
    let recipe = try recipe(for: evaluation)
    switch source {
    case .dataset(let descriptor, let filter):
      return try descriptor.load(
        from: search, recipe: recipe, seed: seed, filter: filter, progress: progress)
    case .synthetic(let world, let filter):
      guard recipe == "www23" else {
        throw ExperimentError.input(
          "data.split: the synthetic world can be split by www23, not by \(recipe).")
      }
      let list = try world.interactions(seed: seed).filtered(filter ?? CountFilter())
      return try .www23(list, dataset: name, seed: seed)
    }
  }

  /// The files' own parts are taken as they are by every protocol; otherwise the protocol decides.
  private func recipe(for evaluation: any EvaluationProtocol) throws -> String {
    if case .dataset(let descriptor, _) = source, descriptor.split == "given",
      split ?? "given" == "given"
    {
      return "given"
    }
    if let split, split != evaluation.splitName {
      throw ExperimentError.input(
        "data.split = \"\(split)\" does not fit the protocol \(evaluation.name), which measures on "
          + "\(evaluation.splitName): leave data.split out, or choose another protocol.")
    }
    return evaluation.splitName
  }
}
