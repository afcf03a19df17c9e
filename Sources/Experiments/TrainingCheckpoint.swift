import Distillation
import Formats
import Foundation
import Tensors

/// Saving a training and taking it up again.
extension StudentTraining {
  private var checkpointPath: String { site.folder.file("checkpoint/\(name).safetensors") }

  /// Puts everything that the rest of the training depends on into one file.
  func writeCheckpoint() throws {
    var checkpoint = Checkpoint(record: record)
    for parameter in model.parameters {
      checkpoint.tensors["model.\(parameter.name)"] = parameter.value
    }
    for weight in ownWeights { checkpoint.tensors["own.\(weight.name)"] = weight.value }
    for (name, value) in optimizer.state { checkpoint.tensors["adam.\(name)"] = value }
    for (name, value) in best?.values ?? [:] { checkpoint.tensors["best.\(name)"] = value }
    if curriculum != nil { checkpoint.stages = run.stages.indices }
    var states: [JSONValue] = []
    for (index, participant) in participants.enumerated() {
      let state = try participant.savedState()
      states.append(state?.values ?? .null)
      for (name, value) in state?.tensors ?? [] {
        checkpoint.tensors["state.\(index).\(name)"] = value
      }
    }
    checkpoint.record["participants"] = .array(states)
    try checkpoint.write(to: checkpointPath)
    try site.timings.write()
  }

  private var record: JSONObject {
    [
      "training": .string(name),
      "epoch": .int(position.epoch), "step": .int(position.step), "loss": .double(position.loss),
      "verbs": .array(position.verbs.map(\.rawValue).sorted().map { .string($0) }),
      "called": .array(called.map(\.rawValue).sorted().map { .string($0) }),
      "finished": .bool(position.isFinished), "phase": .string(run.phase.rawValue),
      "requested_phase": run.requestedPhase.map { .string($0.rawValue) } ?? .null,
      "phase_epoch": phaseEpoch.map { .int($0) } ?? .null, "adam_steps": .int(optimizer.stepCount),
      "stopping": stopping.record, "lines": .int(site.metrics.count(of: name)),
      "time_lines": .int(site.timings.count(of: name)), "metrics": run.metrics.record,
      "last_loss": run.loss.map { .double($0) } ?? .null,
      "best": best.map { ["epoch": .int($0.epoch), "metrics": $0.metrics.record] } ?? .null,
      "train_seconds": .double(trainSeconds), "evaluate_seconds": .double(evaluateSeconds),
    ]
  }

  /// Continues from the checkpoint of this training if the run is resumed and has one.
  func resume() throws {
    guard site.isResumed, FileManager.default.fileExists(atPath: checkpointPath) else {
      site.metrics.keep(0, of: name)
      site.timings.keep(0, of: name)
      return
    }
    let checkpoint: Checkpoint
    do { checkpoint = try Checkpoint(file: checkpointPath) } catch {
      throw ExperimentError.asInput(error)
    }
    try restore(checkpoint)
    site.metrics.keep(checkpoint.record["lines"]?.int ?? 0, of: name)
    site.timings.keep(checkpoint.record["time_lines"]?.int ?? 0, of: name)
    if !position.isFinished { site.progress.log("\(name): resumed at epoch \(position.epoch)") }
  }

  private func restore(_ checkpoint: Checkpoint) throws {
    let record = checkpoint.record
    guard record["training"]?.string ?? name == name else {
      throw ExperimentError.input(
        "\(checkpointPath) is of another training; remove the file to begin that training anew.")
    }
    position.epoch = try need(record["epoch"]?.int, "\"epoch\"")
    position.step = try need(record["step"]?.int, "\"step\"")
    position.loss = try need(record["loss"]?.double, "\"loss\"")
    position.verbs = Set(
      (record["verbs"]?.array ?? []).compactMap { $0.string.flatMap(HookVerb.init) })
    called = Set((record["called"]?.array ?? []).compactMap { $0.string.flatMap(Hook.init) })
    position.isFinished = try need(record["finished"]?.bool, "\"finished\"")
    run.epoch = position.epoch
    run.phase = try need(record["phase"]?.string.flatMap(Phase.init), "\"phase\"")
    run.requestedPhase = record["requested_phase"]?.string.flatMap(Phase.init)
    run.metrics = try need(record["metrics"].flatMap([Metric].init(record:)), "\"metrics\"")
    run.loss = record["last_loss"]?.double
    phaseEpoch = record["phase_epoch"]?.int
    stopping = EarlyStopping(
      patience: stopping.patience, record: try need(record["stopping"], "\"stopping\""))
    trainSeconds = record["train_seconds"]?.double ?? 0
    evaluateSeconds = record["evaluate_seconds"]?.double ?? 0
    try restoreModel(checkpoint)
    if let stages = checkpoint.stages { try run.stages.restore(stages) }
    try restoreParticipants(checkpoint)
  }

  private func need<T>(_ value: T?, _ what: String) throws -> T {
    if let value { return value }
    throw ExperimentError.input(
      "\(checkpointPath): the checkpoint lacks \(what); remove the file to begin that training anew."
    )
  }

  private func restoreModel(_ checkpoint: Checkpoint) throws {
    let record = checkpoint.record
    let values = checkpoint.tensors(under: "model.")
    for parameter in model.parameters {
      try parameter.assign(try need(values[parameter.name], "\"model.\(parameter.name)\""))
    }
    let own = checkpoint.tensors(under: "own.")
    for weight in ownWeights {
      try weight.assign(try need(own[weight.name], "\"own.\(weight.name)\""))
    }
    try optimizer.restore(
      stepCount: try need(record["adam_steps"]?.int, "\"adam_steps\""),
      state: checkpoint.tensors(under: "adam."))
    if let epoch = record["best"]?["epoch"]?.int,
      let metrics = record["best"]?["metrics"].flatMap([Metric].init(record:))
    {
      best = BestStudent(epoch: epoch, metrics: metrics, values: checkpoint.tensors(under: "best."))
    }
  }

  private func restoreParticipants(_ checkpoint: Checkpoint) throws {
    for (index, participant) in participants.enumerated() {
      guard let values = checkpoint.record["participants"]?[index], values != .null else {
        continue
      }
      let tensors = checkpoint.tensors(under: "state.\(index).").sorted { $0.key < $1.key }
      try participant.restore(
        ParticipantState(values: values, tensors: tensors.map { (name: $0.key, value: $0.value) }))
    }
  }
}
