extension DatasetDescriptor {
  /// Tells of a download: the name of the file and the share of it that has come.
  public typealias Progress = (String, Double) -> Void

  /// Finds or fetches the files and reads them as one filtered list.
  ///
  /// - Throws: `FileError`, or ``DataError``.
  public func interactions(
    from search: FileSearch, progress: Progress = { _, _ in }
  ) throws -> InteractionList {
    let (paths, notes) = try fetch(from: search, progress: progress)
    var list = try InteractionReader.read(paths, as: format)
    list.warnings.notes += notes
    return try list.filtered(filter)
  }

  /// Finds or fetches the files and divides what they hold; a given split is never filtered.
  ///
  /// - Parameter recipe: `www23` or `given`; nil for the descriptor's own.
  /// - Throws: `FileError`, or ``DataError``.
  public func load(
    from search: FileSearch, recipe: String? = nil, seed: UInt64 = 0,
    progress: Progress = { _, _ in }
  ) throws -> Split {
    switch recipe ?? split {
    case "www23":
      let list = try interactions(from: search, progress: progress)
      return try .www23(list, dataset: name, seed: seed)
    case "given":
      let (paths, notes) = try fetch(from: search, progress: progress)
      return try .given(
        train: part(.train, paths), valid: part(.valid, paths, orNone: true),
        test: part(.test, paths),
        as: format, dataset: name, notes: notes)
    case let other:
      throw DataError("\(name) cannot be split by '\(other)'; the recipes are www23 and given")
    }
  }

  /// Finds or fetches the files: where they lie, and what is remarkable about them.
  ///
  /// - Throws: `FileError`, or ``DataError``.
  public func fetch(
    from search: FileSearch, progress: Progress = { _, _ in }
  ) throws -> (paths: [String], notes: [String]) {
    var notes: [String] = []
    let paths = try files.map { try search.obtain($0, of: name, notes: &notes, progress: progress) }
    return (paths, notes)
  }

  private func part(
    _ part: SplitPart, _ paths: [String], orNone: Bool = false
  ) throws(DataError) -> [String] {
    let chosen = zip(files, paths).filter { $0.0.part == part }.map(\.1)
    if chosen.isEmpty, !orNone {
      throw DataError("\(name) has no file whose part is \(part.rawValue), as a given split needs")
    }
    return chosen
  }
}
