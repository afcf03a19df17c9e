import Formats
import Foundation
import Tensors

/// Keeps what a teacher would recommend at every evaluation of its training, and writes the chosen
/// ones as a trajectory when training is over.
///
/// Each evaluation is one small file in a scratch folder, whole or absent, so that an interrupted
/// training goes on where its checkpoint was: evaluations after that are forgotten.
public final class TrajectoryRecorder {
  /// Evaluations so far, in order of training.
  public private(set) var evaluations: [RecordedEvaluation] = []
  private let folder: String
  private let shape: (users: Int, items: Int, depth: Int)

  /// A recorder in a scratch folder.
  /// - Parameters:
  ///   - depth: how many items a list holds.
  ///   - epoch: keep evaluations found in the folder up to this epoch; nil to begin anew.
  /// - Throws: `FileError` or `SafetensorsError` when the folder cannot be used.
  public init(
    scratch folder: String, users: Int, items: Int, depth: Int, resumingAt epoch: Int? = nil
  ) throws {
    self.folder = folder
    shape = (users, items, depth)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    where name.hasPrefix("epoch-") && name.hasSuffix(".safetensors") {
      let file = try SafetensorsFile("\(folder)/\(name)")
      guard let found = Self.evaluation(file), let limit = epoch, found.epoch <= limit,
        file["items"]?.shape == [users, depth]
      else {
        try FileManager.default.removeItem(atPath: file.path)
        continue
      }
      evaluations.append(found)
    }
    evaluations.sort { $0.epoch < $1.epoch }
  }

  /// Records an evaluation.
  /// - Parameters:
  ///   - lists: [users, depth], best first, without training items, −1 pads.
  ///   - valid: the number by which stages are chosen; higher is better.
  /// - Throws: `FileError`, or ``TrajectoryError`` when an id is out of range or twice in a list.
  public func append(epoch: Int, valid: Double, lists: IndexTensor) throws {
    guard lists.shape == [shape.users, shape.depth] else {
      throw TensorError.shape(
        operation: "record", found: lists.shape, wanted: "[\(shape.users), \(shape.depth)]")
    }
    if let problem = ListCheck(items: shape.items, depth: shape.depth).problem(in: lists.values) {
      throw TrajectoryError("The evaluation after epoch \(epoch) \(problem).")
    }
    precondition(evaluations.last.map { $0.epoch < epoch } ?? true, "evaluations come in order")
    let writer = try SafetensorsWriter(
      path(epoch), tensors: [("items", .int32, lists.shape)],
      metadata: ["epoch": String(epoch), "valid": String(valid)])
    try writer.append(lists.values, to: "items")
    try writer.commit()
    evaluations.append(RecordedEvaluation(epoch: epoch, valid: valid))
  }

  /// Writes the trajectory file and removes the scratch folder.
  /// - Parameters:
  ///   - rule: which evaluations become stages.
  ///   - window: over how many neighbouring evaluations the deviation of a rank is taken.
  ///   - positives: each user's training items, best first by the finished teacher.
  /// - Throws: `FileError` or `SafetensorsError`, or ``TrajectoryError`` when nothing was recorded.
  public func finish(
    _ rule: StageRule, window: Int = 5, metadata: TrajectoryMetadata, positives: SparseRows? = nil,
    to path: String
  ) throws {
    guard !evaluations.isEmpty else {
      throw TrajectoryError(
        "The teacher \(metadata.teacher) was never evaluated, so it has no stages.")
    }
    let chosen = rule.choose(from: evaluations)
    let table = [shape.users, shape.depth]
    var tensors: [(name: String, type: SafetensorsType, shape: [Int])] = []
    for stage in chosen.indices {
      tensors.append(("stage\(stage).items", .int32, table))
      tensors.append(("stage\(stage).deviation", .float16, table))
    }
    if let positives {
      tensors.append(("positives.items", .int32, [positives.count]))
      tensors.append(("positives.offsets", .int64, [positives.rows + 1]))
    }
    let writer = try SafetensorsWriter(
      path, tensors: tensors,
      metadata: metadata.strings(stages: chosen.map { evaluations[$0] }, shape: shape))
    for (stage, center) in chosen.enumerated() { try write(stage, center, window, to: writer) }
    if let positives { try write(positives, to: writer) }
    try writer.commit()
    try FileManager.default.removeItem(atPath: folder)
  }

  private func write(
    _ stage: Int, _ center: Int, _ window: Int, to writer: SafetensorsWriter
  ) throws {
    let around = RankDeviation.neighbours(
      of: center, among: evaluations.count, window: max(1, window))
    let tables = try around.map { try recorded($0) }
    let lists = tables[center - around.lowerBound]
    try writer.append(lists, to: "stage\(stage).items")
    try writer.append(
      RankDeviation.table(of: lists, over: tables, depth: shape.depth, items: shape.items),
      to: "stage\(stage).deviation")
  }

  private func write(_ positives: SparseRows, to writer: SafetensorsWriter) throws {
    var offset: Int64 = 0
    try writer.append([offset], to: "positives.offsets")
    for user in 0..<positives.rows {
      let row = positives[user]
      offset += Int64(row.count)
      try writer.append(row, to: "positives.items")
      try writer.append([offset], to: "positives.offsets")
    }
  }

  private func recorded(_ evaluation: Int) throws -> [Int32] {
    try SafetensorsFile(path(evaluations[evaluation].epoch)).int32s("items")
  }

  private func path(_ epoch: Int) -> String { "\(folder)/epoch-\(epoch).safetensors" }

  private static func evaluation(_ file: SafetensorsFile) -> RecordedEvaluation? {
    guard let epoch = file.metadata["epoch"].flatMap({ Int($0) }),
      let valid = file.metadata["valid"].flatMap({ Double($0) })
    else { return nil }
    return RecordedEvaluation(epoch: epoch, valid: valid)
  }
}
