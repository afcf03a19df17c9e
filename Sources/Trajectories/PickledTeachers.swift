import Formats

/// Finds tables, stages and teachers in the objects of a pickle, by their shape alone.
///
/// HetComp's `state_dict` is a dict from teachers to lists of importances, `top_perms` one from
/// teachers to stages to users to lists; DE-RRD's top-K files are a dict from users to lists, or a
/// matrix.
struct PickledTeachers {
  let path: String
  let wishes: OutsideFiles.Wishes

  init(_ path: String, _ wishes: OutsideFiles.Wishes) { (self.path, self.wishes) = (path, wishes) }

  /// What an object can be, told from its first element and what is in that.
  private enum Shape: Int {
    case number, row, table, stages, nothing

    /// What a container of such things is.
    var container: Shape { self == .nothing ? .nothing : Shape(rawValue: rawValue + 1) ?? .nothing }
  }

  func teachers(in root: PickledObject) throws -> [OutsideTeacher] {
    guard let entries = root.entries, let first = entries.first, first.key.int == nil else {
      return [OutsideTeacher(stages: try stages(root, path))]
    }
    return try entries.map { entry in
      guard let name = entry.key.string else {
        throw TrajectoryError(path, "has \(entry.key.described) where teachers' names stand")
      }
      let stages = try stages(entry.value, "\(path), \(name.prefix(40))")
      // A whole matrix a stage under the teachers' names is HetComp's state_dict: importances.
      let isImportance = stages.allSatisfy { $0.meaning == .scores }
      return OutsideTeacher(name: name, stages: stages, zeroIsAbsent: isImportance)
    }
  }

  private func stages(_ object: PickledObject, _ source: String) throws -> [OutsideTable] {
    switch shape(of: object) {
    case .table: return [try table(object, source)]
    case .stages:
      return try children(of: object).sorted { $0.key < $1.key }.map { key, child in
        try table(child, "\(source), stage \(key)")
      }
    default:
      throw TrajectoryError(
        source, "is \(object.described), in which no scores or lists of users are found")
    }
  }

  private func table(_ object: PickledObject, _ source: String) throws -> OutsideTable {
    if let array = object.array {
      return try OutsideTable(array, source: source, meaning: wishes.meaning)
    }
    guard shape(of: object) == .table else {
      throw TrajectoryError(source, "is \(object.described), not a table of users")
    }
    let rows = children(of: object)
    if wishes.meaning == .scores, let odd = rows.first(where: { $0.row.entries == nil }) {
      throw TrajectoryError(
        source,
        "holds \(odd.row.described) for user \(odd.key), where a row of scores is a dict from items: "
          + "save the matrix as a numpy array")
    }
    return OutsideTable(
      rows: rows, areNumberedByPlace: object.entries == nil, source: source)
  }

  /// The parts of a list under their places, or of a dict under its keys.
  private func children(of object: PickledObject) -> [(key: Int, row: PickledObject)] {
    if let entries = object.entries {
      return entries.compactMap { entry in entry.key.int.map { ($0, entry.value) } }
    }
    return (object.elements ?? []).enumerated().map { ($0.offset, $0.element) }
  }

  private func shape(of object: PickledObject, depth: Int = 0) -> Shape {
    if let array = object.array {
      return [Shape.number, .row, .table].dropFirst(array.shape.count).first ?? .nothing
    }
    if object.double != nil { return .number }
    guard depth < 4 else { return .nothing }
    if let entries = object.entries {
      guard let first = entries.first, first.key.int != nil else { return .nothing }
      return shape(of: first.value, depth: depth + 1).container
    }
    guard let first = object.elements?.first else { return .row }
    return shape(of: first, depth: depth + 1).container
  }
}
