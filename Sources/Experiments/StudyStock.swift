/// What a study holds of the runs of a sweep, known before the first of them starts.
public struct StudyStock: Sendable {
  /// Whether each run is still to be made.
  public let isDue: [Bool]
  /// The records that hold no fingerprint, made before there was one: they count as they are.
  public let unchecked: [String]

  /// Looks through the records of `runs`.
  /// - Parameter again: whether a record of something else is replaced rather than refused.
  /// - Throws: ``ExperimentError/input(_:)`` when a record is of something else, or two runs would
  ///   share one; what reading a record throws.
  public init(_ study: Study, _ runs: [StudyRun], again: Bool) throws {
    try Self.checkNames(runs, in: study)
    var isDue: [Bool] = []
    var unchecked: [String] = []
    var refusals: [String] = []
    var planned: Set<String> = []
    for run in runs {
      let isRepeated = !planned.insert(run.file).inserted
      let record = isRepeated ? nil : try study.record(of: run)
      let difference = record?.fingerprint.flatMap { run.fingerprint.difference(from: $0) }
      if let difference { refusals.append("\(study.file(of: run)) was made with \(difference)") }
      if let record, record.fingerprint == nil { unchecked.append(study.file(of: run)) }
      isDue.append(!isRepeated && (record == nil || difference != nil))
    }
    if let refusal = refusals.first, !again {
      let others = refusals.count - 1
      let more = others == 0 ? "" : ", and \(others) more record\(others == 1 ? "" : "s") likewise"
      throw ExperimentError.input(
        "\(refusal)\(more): run anew what differs with --again, or name another folder with "
          + "--study.")
    }
    self.isDue = isDue
    self.unchecked = unchecked
  }

  /// Refuses different runs whose records would have the same name.
  private static func checkNames(_ runs: [StudyRun], in study: Study) throws {
    let first = Dictionary(runs.map { ($0.file, $0) }) { first, _ in first }
    for run in runs {
      guard let other = first[run.file], other.fingerprint != run.fingerprint else { continue }
      let (one, two) =
        other.path == run.path ? (other.title, run.title) : (other.path, run.path)
      throw ExperimentError.input(
        "\(one) and \(two) are different runs, but both would be \(study.file(of: run)): rename one, "
          + "or sweep them one after the other, each with a --study of its own.")
    }
  }
}
