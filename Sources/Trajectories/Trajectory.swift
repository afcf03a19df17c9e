import Formats
import Tensors

/// A teacher's recorded checkpoints: for every stage and user the best items, best first.
///
/// Training items are never in a list. Opened from a file (see ``init(file:for:depth:named:)``) the
/// lists stay on the disk and are mapped; only the rows that are asked for are read.
public final class Trajectory: Sendable {
  /// The teacher's name.
  public let teacher: String
  /// Number of users.
  public let users: Int
  /// Number of items of the catalogue.
  public let items: Int
  /// How many items a list holds.
  public let depth: Int
  /// Number of stages; stage 0 is the easiest, the last is the finished teacher.
  public let stages: Int
  /// The file's metadata, see ``TrajectoryMetadata``.
  public let metadata: [String: String]
  /// What a user should be told about the file, one sentence each.
  public let warnings: [String]
  /// Each user's training items, best first by the finished teacher; nil when not recorded.
  public let positives: SparseRows?
  /// Whether deviations of ranks were recorded.
  public let hasDeviations: Bool
  private let source: Source
  private let itemTensors: [String]

  enum Source: Sendable {
    case file(SafetensorsFile)
    case memory(lists: [IndexTensor], deviations: [Tensor]?)
  }

  init(
    teacher: String, users: Int, items: Int, depth: Int, stages: Int,
    metadata: [String: String], hasDeviations: Bool, source: Source, positives: SparseRows? = nil,
    warnings: [String] = []
  ) {
    self.teacher = teacher
    self.users = users
    self.items = items
    self.depth = depth
    self.stages = stages
    self.metadata = metadata
    self.hasDeviations = hasDeviations
    self.source = source
    self.positives = positives
    self.warnings = warnings
    itemTensors = (0..<stages).map { "stage\($0).items" }
  }

  /// A trajectory of lists in memory, one tensor [users, depth] a stage, −1 pads at the end.
  /// - Parameter deviations: one tensor of the same shape a stage, or nil.
  public convenience init(
    teacher: String, items: Int, lists: [IndexTensor], deviations: [Tensor]? = nil,
    metadata: [String: String] = [:]
  ) throws(TrajectoryError) {
    guard let first = lists.first, first.shape.count == 2,
      lists.allSatisfy({ $0.shape == first.shape })
    else { throw TrajectoryError("The lists of \(teacher) must be matrices of one shape.") }
    guard deviations?.map(\.shape) ?? lists.map(\.shape) == lists.map(\.shape) else {
      throw TrajectoryError("The deviations of \(teacher) must have the shape of its lists.")
    }
    self.init(
      teacher: teacher, users: first.shape[0], items: items, depth: first.shape[1],
      stages: lists.count, metadata: metadata, hasDeviations: deviations != nil,
      source: .memory(lists: lists, deviations: deviations))
    for stage in 0..<stages {
      try ListCheck(items: items, depth: depth).verify(
        lists[stage].values, of: teacher, stage: stage)
    }
  }

  /// The best items of a user at a stage, best first, without pads.
  /// - Parameter limit: at most so many; nil for all that were recorded.
  public func list(stage: Int, user: Int, first limit: Int? = nil) -> [Int32] {
    var row = items(stage: stage, users: user..<user + 1)
    let end = row.firstIndex(of: -1) ?? row.count
    row.removeSubrange(min(limit ?? depth, end)...)
    return row
  }

  /// The file's path; nil for a trajectory in memory.
  public var path: String? {
    if case .file(let file) = source { file.path } else { nil }
  }

  /// All lists of a stage. *Shape:* [users, depth], −1 pads.
  public func lists(stage: Int) -> IndexTensor {
    if case .memory(let lists, _) = source { return lists[stage] }
    let rows = items(stage: stage, users: 0..<users)
    return IndexTensor(shape: [users, depth]) { span in
      for i in span.indices { span[i] = rows[i] }
    }
  }

  /// Standard deviations of the ranks of a stage's items over neighbouring evaluations.
  /// *Shape:* [users, depth]; nil when not recorded.
  public func deviations(stage: Int) throws -> Tensor? {
    precondition(stage >= 0 && stage < stages)
    guard hasDeviations else { return nil }
    switch source {
    case .memory(_, let deviations): return deviations?[stage]
    case .file(let file):
      return try Tensor(file.floats("stage\(stage).deviation"), shape: [users, depth])
    }
  }

  func items(stage: Int, users range: Range<Int>) -> [Int32] {
    precondition(stage >= 0 && stage < stages && range.lowerBound >= 0 && range.upperBound <= users)
    switch source {
    case .memory(let lists, _):
      return lists[stage].withSpan { span in
        (range.lowerBound * depth..<range.upperBound * depth).map { span[$0] }
      }
    case .file(let file):
      guard let rows = try? file.int32s(itemTensors[stage], rows: range) else {
        preconditionFailure("\(file.path) was verified when it was opened")
      }
      return rows
    }
  }
}
