import Evaluation
import Formats
import Interactions
import Recommenders
import Tensors

/// Writes an outside teacher as a trajectory of a split.
///
/// Users and items that the split does not have are left out, as are training items and the one
/// phantom user and item of HetComp's published code. A user whom the teacher does not know gets an
/// empty list: in a consensus such a user hears the other teachers only.
public struct TrajectoryImport: Sendable {
  /// The split that the trajectory is for.
  public let split: Split
  /// How many items a list may hold.
  public let depth: Int
  /// Bounds the block of scores held at once; no list depends on it.
  public let budget: MemoryBudget

  /// An import for a split.
  public init(for split: Split, depth: Int = 100, budget: MemoryBudget = .standard) {
    precondition(depth > 0)
    (self.split, self.depth, self.budget) = (split, depth, budget)
  }

  /// Writes one teacher; what was left out, one sentence each.
  ///
  /// - Parameters:
  ///   - name: what the teacher is called.
  ///   - epochs: the epoch of each stage; 1, 2, … where they are not known.
  /// - Throws: ``TrajectoryError`` that names user and item, or what reading and writing throw.
  public func write(
    _ teacher: OutsideTeacher, named name: String, epochs: [Int]? = nil, to path: String
  ) throws -> [String] {
    let epochs = epochs ?? Array(1...max(1, teacher.stages.count))
    guard epochs.count == teacher.stages.count else {
      throw TrajectoryError(
        "\(name) has \(teacher.stages.count) stages, but \(epochs.count) epochs are given.")
    }
    let deepest = teacher.stages.map(\.width).min() ?? 0
    let depth = min(self.depth, deepest, split.itemCount)
    guard depth > 0 else { throw TrajectoryError("\(name) has no list with an item in it.") }
    var reader = OutsideLists(teacher, split: split, depth: depth, budget: budget)
    let tables = try teacher.stages.map { try reader.lists(of: $0) }
    guard silent(in: tables) < split.userCount else {
      throw TrajectoryError("\(name) has no list for any user of the split.")
    }
    try write(tables, named: name, epochs: epochs, depth: depth, to: path)
    return notes(reader.dropped, tables)
  }

  private func write(
    _ tables: [IndexTensor], named name: String, epochs: [Int], depth: Int, to path: String
  ) throws {
    let metric = RankingMetric(.recall, at: min(50, depth))
    let evaluations = zip(epochs, tables).map { epoch, table in
      let view = RankingView(CatalogueRanking(lists: table), on: split)
      let value = view.measure([metric], on: .valid, masking: [.test]).first?.value ?? 0
      return RecordedEvaluation(epoch: epoch, valid: value)
    }
    let about = TrajectoryMetadata(
      teacher: name, model: "outside", params: [:], metric: "valid.\(metric)",
      splitFingerprint: split.fingerprint, seed: 0)
    let writer = try SafetensorsWriter(
      path,
      tensors: tables.indices.map { ("stage\($0).items", .int32, tables[$0].shape) }
        + split.users.declaration(named: "user") + split.items.declaration(named: "item"),
      metadata: about.strings(
        stages: evaluations, shape: (split.userCount, split.itemCount, depth)))
    for (stage, table) in tables.enumerated() {
      try writer.append(table, to: "stage\(stage).items")
    }
    try split.users.append(to: writer, named: "user")
    try split.items.append(to: writer, named: "item")
    try writer.commit()
  }

  private func notes(_ dropped: OutsideLists.Dropped, _ tables: [IndexTensor]) -> [String] {
    var notes = notes(dropped)
    let silent = silent(in: tables)
    if silent > 0 {
      notes.append("\(silent) of \(split.userCount) users have no list: others teach them.")
    }
    return notes
  }

  private func notes(_ dropped: OutsideLists.Dropped) -> [String] {
    var notes: [String] = []
    if dropped.phantoms > 0 {
      notes.append(
        "A user or item one beyond the split's (the published code's phantom): left out.")
    }
    if dropped.users > 0 {
      notes.append("\(dropped.users) rows of users not in the split: left out.")
    }
    if dropped.items > 0 { notes.append("\(dropped.items) items not in the split: left out.") }
    if dropped.train > 0 { notes.append("\(dropped.train) training items in lists: left out.") }
    return notes
  }

  /// How many users have no list at the last stage.
  private func silent(in tables: [IndexTensor]) -> Int {
    tables.last.map {
      ListCheck(items: split.itemCount, depth: $0.shape[1]).silentUsers(in: $0.values)
    } ?? 0
  }
}

// MARK: - HetComp's other files

extension TrajectoryImport {
  /// Each user's training items in the order of HetComp's `observed`, ready for `positives.txt`.
  ///
  /// What is no training item of the user, such as padding, is left out; training items that are not
  /// listed follow in the order of the data. One sentence each says how many.
  /// - Throws: ``TrajectoryError`` when it is no table of lists of the split's users.
  public func positives(_ teacher: OutsideTeacher) throws -> (lists: [[Int32]], notes: [String]) {
    var (foreign, unlisted) = (0, 0)
    let given = try lists(teacher)
    let all = given.lists.enumerated().map { user, list in
      let train = Array(split.train[user])
      var left = Set(train)
      let known = list.filter { left.remove($0) != nil }
      foreign += list.count - known.count
      unlisted += left.count
      return known + train.filter { left.contains($0) }
    }
    var notes = given.notes
    if foreign > 0 {
      notes.append("\(foreign) listed items are no training items, or listed twice: left out.")
    }
    if unlisted > 0 {
      notes.append("\(unlisted) training items are not listed: they follow in the data's order.")
    }
    return (all, notes)
  }

  /// Lists of each user as they are, with neither phantoms nor pads; one sentence for each kind of
  /// thing that was left out.
  /// - Throws: ``TrajectoryError`` when it is no table of lists of the split's users.
  public func lists(_ teacher: OutsideTeacher) throws -> (lists: [[Int32]], notes: [String]) {
    guard let table = teacher.stages.first, teacher.stages.count == 1 else {
      throw TrajectoryError(
        "\(teacher.stages.first?.source ?? "The file") is one of \(teacher.stages.count) tables, where "
          + "one table of users is needed.")
    }
    guard table.meaning == .lists else {
      throw TrajectoryError(table.source, "holds scores where lists of items are needed")
    }
    var reader = OutsideLists(teacher, split: split, depth: depth, budget: budget)
    let orders = try reader.orders(of: table)
    return (orders, notes(reader.dropped))
  }
}
