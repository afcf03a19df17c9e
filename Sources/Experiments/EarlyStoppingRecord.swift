import Formats

extension EarlyStopping {
  /// What a checkpoint keeps.
  var record: JSONValue {
    [
      "best": best.map { .double($0) } ?? .null,
      "best_epoch": bestEpoch.map { .int($0) } ?? .null,
      "phase_best": phaseBest.map { .double($0) } ?? .null,
      "misses": .int(misses),
    ]
  }

  /// The state that ``record`` kept.
  init(patience: Int, record: JSONValue) {
    self.init(
      patience: patience, best: record["best"]?.double, bestEpoch: record["best_epoch"]?.int,
      phaseBest: record["phase_best"]?.double, misses: record["misses"]?.int ?? 0)
  }
}
