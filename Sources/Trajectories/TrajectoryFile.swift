import Formats
import Interactions
import Tensors

extension Trajectory {
  /// Opens a trajectory file and verifies it against the split that it is to be used with.
  ///
  /// Refused: another format or split, other numbers of users or items, ids out of range, an item
  /// twice in a list, a training item in a list, fewer items a list than are needed. A file without
  /// a fingerprint is taken when all else fits; ``warnings`` then says so.
  /// - Parameters:
  ///   - depth: how many items of a list will be needed; nil for any number.
  ///   - name: what the teacher is called here; nil for what the file calls it.
  /// - Throws: `FileError`, `SafetensorsError` or ``TrajectoryError``.
  public convenience init(
    file path: String, for split: Split, depth: Int? = nil, named name: String? = nil
  ) throws {
    let file = try SafetensorsFile(path)
    if let problem = Self.problems(inMetadataOf: file, for: split).first {
      throw TrajectoryError(path, problem)
    }
    let stages = Self.stageCount(file)
    guard stages > 0 else {
      throw TrajectoryError(path, tensor: "stage0.items", "is missing, so this is no trajectory")
    }
    let shape = try Self.shape(file, users: split.userCount, stages: stages)
    if let depth, depth > shape.depth {
      throw TrajectoryError(
        path,
        "holds lists of \(shape.depth) items, but \(depth) are asked for: "
          + "lower that number, or record the teacher deeper")
    }
    let silent = try Self.verifyLists(
      of: file, shape, stages: stages, items: split.itemCount, split.train)
    let unnamed = file.metadata["split_fingerprint"] == nil
    try self.init(
      teacher: name ?? file.metadata["teacher"] ?? Self.name(of: path), users: split.userCount,
      items: split.itemCount, depth: shape.depth, stages: stages, metadata: file.metadata,
      hasDeviations: shape.deviations, source: .file(file),
      positives: Self.positives(in: file, split.train),
      warnings: [
        unnamed ? "\(path) names no split: only its shape and ids could be checked." : nil,
        silent > 0
          ? "\(path) has no list for \(silent) of \(split.userCount) users: others teach them."
          : nil,
      ].compactMap(\.self))
  }

  /// Opens a trajectory file by itself, to look at it: what only a split can tell is not checked,
  /// and orders of training items are not read.
  ///
  /// - Throws: `FileError`, `SafetensorsError` or ``TrajectoryError``.
  public convenience init(standalone path: String) throws {
    let file = try SafetensorsFile(path)
    let stages = Self.stageCount(file)
    guard stages > 0, let users = try file.entry("stage0.items").shape.first else {
      throw TrajectoryError(path, tensor: "stage0.items", "is missing, so this is no trajectory")
    }
    let shape = try Self.shape(file, users: users, stages: stages)
    let items = try Self.itemCount(file)
    _ = try Self.verifyLists(of: file, shape, stages: stages, items: items, nil)
    self.init(
      teacher: file.metadata["teacher"] ?? Self.name(of: path), users: users, items: items,
      depth: shape.depth, stages: stages, metadata: file.metadata,
      hasDeviations: shape.deviations, source: .file(file))
  }

  /// What a file says of itself that speaks against its use, with a split if one is given; a clause
  /// each.
  static func problems(inMetadataOf file: SafetensorsFile, for split: Split?) -> [String] {
    var problems: [String] = []
    if let format = file.metadata["format"], format != TrajectoryMetadata.format {
      problems.append("is of format \"\(format)\", not \"\(TrajectoryMetadata.format)\"")
    }
    guard let split else { return problems }
    if let found = file.metadata["split_fingerprint"], found != split.fingerprint {
      problems.append(
        "belongs to another split: its fingerprint begins \(found.prefix(8)), "
          + "this split's \(split.fingerprint.prefix(8)); record it again on this split")
    }
    for (key, count) in [("users", split.userCount), ("items", split.itemCount)] {
      if let found = file.metadata[key], Int(found) != count {
        problems.append("is about \(found) \(key), this split has \(count)")
      }
    }
    return problems
  }

  static func stageCount(_ file: SafetensorsFile) -> Int {
    var count = 0
    while file["stage\(count).items"] != nil { count += 1 }
    return count
  }

  /// How many items a file without a split is about: what it says, else what its ids need.
  static func itemCount(_ file: SafetensorsFile) throws -> Int {
    let said = file.metadata["items"].flatMap { Int($0) }
    let items =
      try said
      ?? (0..<stageCount(file)).reduce(0) { most, stage in
        max(most, Int(try file.int32s("stage\(stage).items").max() ?? -1) + 1)
      }
    guard (0...1 << 24).contains(items) else {
      throw TrajectoryError(
        file.path,
        "is about \(items) items, but a catalogue has at most \(1 << 24): correct its "
          + (said == nil ? "ids" : "metadata"))
    }
    return items
  }

  private static func shape(
    _ file: SafetensorsFile, users: Int, stages: Int
  ) throws -> (depth: Int, deviations: Bool) {
    guard stages <= 256 else {
      throw TrajectoryError(
        file.path, "holds \(stages) stages, but at most 256 can be taught: leave some out")
    }
    let depth = try file.entry("stage0.items").shape.last ?? 0
    let hasDeviations = file["stage0.deviation"] != nil
    for stage in 0..<stages {
      try check(file, "stage\(stage).items", .int32, [users, depth])
      if hasDeviations { try check(file, "stage\(stage).deviation", .float16, [users, depth]) }
    }
    return (depth, hasDeviations)
  }

  private static func check(
    _ file: SafetensorsFile, _ tensor: String, _ type: SafetensorsType, _ shape: [Int]
  ) throws {
    let entry = try file.entry(tensor)
    guard entry.shape == shape, shape.allSatisfy({ $0 > 0 }) else {
      throw TrajectoryError(
        file.path, tensor: tensor, "has shape \(entry.shape), not \(shape) as this split needs")
    }
    guard entry.type == type else {
      throw TrajectoryError(
        file.path, tensor: tensor, "is of type \(entry.type.rawValue), not \(type.rawValue)")
    }
  }

  /// Checks the lists of every stage.
  /// - Returns: how many users have an empty list at the last stage.
  /// - Throws: ``TrajectoryError`` with the first problem, such as a last stage without any item.
  private static func verifyLists(
    of file: SafetensorsFile, _ shape: (depth: Int, deviations: Bool), stages: Int, items: Int,
    _ train: InteractionMatrix?
  ) throws -> Int {
    let check = ListCheck(items: items, depth: shape.depth, train: train)
    var silent = 0
    for stage in 0..<stages {
      let tensor = "stage\(stage).items"
      let rows = try file.int32s(tensor)
      if let problem = check.problem(in: rows) {
        throw TrajectoryError(file.path, tensor: tensor, problem)
      }
      silent = check.silentUsers(in: rows)
      if stage == stages - 1, silent * shape.depth == rows.count {
        throw TrajectoryError(file.path, tensor: tensor, "has no list with an item in it")
      }
      guard shape.deviations else { continue }
      let deviations = try file.floats("stage\(stage).deviation")
      if let wild = deviations.first(where: { !($0 >= 0 && $0.isFinite) }) {
        throw TrajectoryError(
          file.path, tensor: "stage\(stage).deviation", "holds \(wild), which is no deviation")
      }
    }
    return silent
  }

  /// The recorded orders of training items, if any; each must be an order of the user's own.
  private static func positives(
    in file: SafetensorsFile, _ train: InteractionMatrix
  ) throws -> SparseRows? {
    guard file["positives.items"] != nil else { return nil }
    let items = try file.int32s("positives.items")
    let offsets = try file.int64s("positives.offsets")
    guard offsets.count == train.userCount + 1, offsets.first == 0,
      Int(offsets.last ?? 0) == items.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
    else {
      throw TrajectoryError(
        file.path, tensor: "positives.offsets",
        "does not cut \(items.count) items into "
          + "\(train.userCount) lists")
    }
    for user in 0..<train.userCount {
      let row = items[Int(offsets[user])..<Int(offsets[user + 1])]
      guard row.sorted() == train[user].sorted() else {
        throw TrajectoryError(
          file.path, tensor: "positives.items", "does not hold user \(user)'s training items")
      }
    }
    return SparseRows(rows: train.userCount) { items[Int(offsets[$0])..<Int(offsets[$0 + 1])] }
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    return String(file.split(separator: ".").first ?? file[...])
  }
}
