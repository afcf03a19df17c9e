import Formats

/// Wall time of a run by part, over all the sittings it took.
struct RunSeconds {
  var teachers = 0.0
  var distill = 0.0
  var evaluate = 0.0
  var total = 0.0

  /// Nothing measured yet.
  init() {}

  /// What earlier sittings of a run that is continued have measured.
  ///
  /// Trainings keep their own times in their checkpoints, so only teachers and total carry over.
  init(of folder: RunFolder, continuing: Bool) {
    guard continuing, let saved = try? JSONValue(file: folder.file("checkpoint/seconds.json"))
    else { return }
    teachers = saved["teachers"]?.double ?? 0
    total = saved["total"]?.double ?? 0
  }

  /// The parts in the order of `result.json`.
  var parts: [Metric] {
    [
      Metric("teachers", teachers), Metric("distill", distill), Metric("evaluate", evaluate),
      Metric("total", total),
    ]
  }

  func write(to folder: RunFolder) throws {
    let saved: JSONValue = ["teachers": .double(teachers), "total": .double(total)]
    try AtomicFile.write(saved.text() + "\n", to: folder.file("checkpoint/seconds.json"))
  }
}
