import Formats
import Interactions

/// Finds teachers in the files of other programs.
///
/// Read are: matrices in safetensors, npy and npz (the arrays that are asked for, else
/// `stage0.items` or `stage0.scores` and so on, else `items`, `lists` or `scores`, else the only
/// matrix there is), with `user.ids` and `item.ids` beside them; pickles and PyTorch files of a
/// table, of a list of tables, or of a dict from teachers to either. A table in a pickle is a matrix,
/// or lists by user. Several files are one teacher's stages, in this order and of the same
/// ids.
public enum OutsideFiles {
  /// What is asked of the files.
  public struct Wishes: Sendable {
    /// The arrays that are the stages, in this order; none for the usual names.
    public var arrays: [String] = []
    /// How numbers are to be read; nil for floats as scores and whole numbers as lists.
    public var meaning: OutsideTable.Meaning?

    /// Nothing in particular.
    public init() {}
  }

  /// The teachers in some files.
  /// - Throws: `FileError`, `SafetensorsError`, `ForeignFileError` or ``TrajectoryError``.
  public static func read(_ paths: [String], _ wishes: Wishes = Wishes()) throws
    -> [OutsideTeacher]
  {
    let teachers = try paths.map { try read($0, wishes) }
    guard paths.count > 1 else { return teachers.first ?? [] }
    let stages = try zip(paths, teachers).map { path, found in
      guard found.count == 1, let one = found.first else {
        throw TrajectoryError(path, "holds \(found.count) teachers: import it alone")
      }
      return one
    }
    var whole = stages[0]
    for (path, one) in zip(paths, stages).dropFirst() {
      guard (one.users, one.items) == (whole.users, whole.items) else {
        throw TrajectoryError(
          path, "holds other ids than \(paths[0]): the stages of a teacher have the same")
      }
      whole.stages += one.stages
    }
    return [whole]
  }

  private static func read(_ path: String, _ wishes: Wishes) throws -> [OutsideTeacher] {
    switch try ArrayFile(path) {
    case .single(let array):
      return [
        OutsideTeacher(stages: [
          try OutsideTable(array, source: path, meaning: wishes.meaning)
        ])
      ]
    case .named(let arrays): return [try teacher(in: arrays, path, wishes)]
    case .pickle(let pickle): return try PickledTeachers(path, wishes).teachers(in: pickle.root)
    }
  }

  private static func teacher(
    in arrays: NamedArrays, _ path: String, _ wishes: Wishes
  ) throws -> OutsideTeacher {
    let names = try stageNames(among: arrays, path, wishes)
    func ids(_ kind: String) throws -> OutsideIds? {
      if arrays.names.contains("\(kind).ids.offsets"), case .safetensors(let file) = arrays {
        return try IdMap(in: file, named: kind).map { .texts($0.texts) }
      }
      let known = ["\(kind).ids", "\(kind)_ids"].first { arrays.names.contains($0) }
      return try known.map { try OutsideIds(arrays.array($0), source: "\(path), array \($0)") }
    }
    return OutsideTeacher(
      name: arrays.metadata["teacher"],
      stages: try names.map { name in
        let meaning: OutsideTable.Meaning? =
          name.hasSuffix("scores") ? .scores : name.hasSuffix("items") ? .lists : nil
        return try OutsideTable(
          arrays.array(name), source: "\(path), array \(name)", meaning: wishes.meaning ?? meaning)
      }, users: try ids("user"), items: try ids("item"))
  }

  private static func stageNames(
    among arrays: NamedArrays, _ path: String, _ wishes: Wishes
  ) throws -> [String] {
    if !wishes.arrays.isEmpty { return wishes.arrays }
    let names = arrays.names
    for kind in ["items", "scores"] {
      var stages: [String] = []
      while names.contains("stage\(stages.count).\(kind)") {
        stages.append("stage\(stages.count).\(kind)")
      }
      if !stages.isEmpty { return stages }
    }
    if let usual = ["items", "lists", "scores"].first(where: names.contains) { return [usual] }
    let matrices = try names.filter { try arrays.array($0).shape.count == 2 }
    if matrices.count == 1 { return matrices }
    throw TrajectoryError(
      path,
      "holds no array with a usual name (stage0.items, scores, …); choose with --array among "
        + names.prefix(12).joined(separator: ", "))
  }
}
