import Distillation
import Formats
import Trajectories

/// What follows the last step of an epoch: evaluation, tick, phase, patience, checkpoint.
extension StudentTraining {
  func finishEpoch(seconds: Double) throws {
    let epoch = position.epoch
    let every = site.specification.evaluation.every
    var isDue = epoch % every == 0 || epoch + 1 == epochs || position.verbs.contains(.evaluate)
    let phase = run.phase
    let before = evaluateSeconds
    if isDue { try evaluate() }
    try tickIfDue()
    if stopping.isExhausted && !isInLastPhase && curriculum?.holdsPhase == false {
      run.requestPhase(.rank)
    }
    try changePhaseIfDue()
    if !isDue, position.verbs.contains(.evaluate) {
      isDue = true
      try evaluate()
    }
    if isDue { try record(evaluatedIn: phase) }
    recordTimes(seconds, evaluate: evaluateSeconds - before)
    if epoch + 1 < epochs { earlyStop = reasonToStop }
    let isOver = epoch + 1 == epochs || earlyStop != nil
    let wantsCheckpoint = isDue || isOver || position.verbs.contains(.checkpoint)
    position = Position(epoch: epoch + 1, isFinished: isOver)
    showProgress()
    guard wantsCheckpoint else { return }
    try writeCheckpoint()
    try call(.checkpoint)
  }

  /// Whether there is no later phase to wait for.
  private var isInLastPhase: Bool { curriculum == nil || run.phase == .rank }

  /// Why the training is over before its budget; nil when it goes on.
  private var reasonToStop: EarlyStop? {
    if position.verbs.contains(.stop) { return .asked }
    guard isInLastPhase, stopping.isExhausted else { return nil }
    return .patience(
      stopping.misses, monitor: site.specification.evaluation.monitor,
      best: stopping.best ?? .nan, epoch: stopping.bestEpoch ?? 0)
  }

  private func evaluate() throws {
    let (metrics, seconds) = try timed {
      try site.measurement.metrics(of: model) {
        try run.ranking(depth: site.measurement.depth)
      }
    }
    evaluateSeconds += seconds
    run.metrics = metrics
    let value = try site.measurement.monitored(in: metrics)
    if stopping.record(value, epoch: position.epoch) || best == nil {
      let values = model.parameters.map { ($0.name, $0.value.copy()) }
      best = BestStudent(
        epoch: position.epoch, metrics: metrics, values: Dictionary(uniqueKeysWithValues: values))
    }
    try call(.evaluate)
  }

  private func tickIfDue() throws {
    guard let curriculum, run.phase == .overall, position.epoch >= curriculum.every,
      position.epoch % curriculum.every == 0
    else { return }
    if let verb = try curriculum.tick(run) { position.verbs.insert(verb) }
    try call(.tick)
    let phaseSwitch = site.specification.distillation.phaseSwitch
    if phaseSwitch.isDue(at: run.stages, epoch: position.epoch) { run.requestPhase(.rank) }
  }

  private func changePhaseIfDue() throws {
    guard let next = run.takeRequestedPhase(), next != run.phase else { return }
    run.phase = next
    phaseEpoch = position.epoch
    stopping.beginPhase()
    site.progress.log("\(name): epoch \(position.epoch), the phase is now \(next.rawValue)")
    try call(.phase)
  }

  /// Adds the evaluation to `metrics.jsonl` and the event file; the stages are those that follow.
  private func record(evaluatedIn phase: Phase) throws {
    var line: JSONObject = [
      "model": .string(name), "epoch": .int(position.epoch), "phase": .string(phase.rawValue),
    ]
    for metric in run.metrics { line[metric.name] = .double(metric.value) }
    line["loss"] = run.loss.map { .double($0) }
    if curriculum != nil {
      var means = JSONObject()
      for (teacher, mean) in zip(run.teachers, run.stages.meanStages) {
        means[teacher] = .double(mean)
      }
      line["stages"] = .object(means)
      line["at_last"] = .double(run.stages.fractionAtLast)
    }
    site.metrics.append(line)
    try site.metrics.write()
    try site.record(run.metrics.map { ("\(name)/\($0.name)", $0.value) }, epoch: position.epoch)
  }

  private func recordTimes(_ seconds: Double, evaluate: Double) {
    var line: JSONObject = [
      "model": .string(name), "epoch": .int(position.epoch), "seconds": .double(seconds),
    ]
    if evaluate > 0 { line["evaluate_seconds"] = .double(evaluate) }
    for key in run.numbers.keys.sorted() { line[key] = run.numbers[key].map { .double($0) } }
    site.timings.append(line)
  }
}
