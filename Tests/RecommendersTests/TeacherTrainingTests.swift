import Recommenders
import Tensors
import Testing

/// Training: the same bytes however it is cut, and the best evaluation kept.
@Suite(.serialized) struct TeacherTrainingTests {
  @Test(arguments: kinds)
  func interruptedTrainingGivesTheSameBytes(kind: String) throws {
    let whole = try training(kind)
    try whole.run(evaluate: scripted)

    let cut = try training(kind)
    #expect(throws: Interrupted.self) {
      try cut.run(evaluate: scripted) { if $0.epoch == 3 { throw Interrupted() } }
    }
    let resumed = try training(kind)
    try resumed.restore(cut.state)
    try resumed.run(evaluate: scripted)

    #expect(bits(resumed.model) == bits(whole.model))
    #expect(resumed.history == whole.history)
  }

  @Test(arguments: kinds)
  func threadsDoNotMatter(kind: String) throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let results = try [1, 2, 3].map { threads in
      Parallel.threads = threads
      let training = try training(kind, ["batch": 256], users: 300, items: 200)
      try training.run(evaluate: scripted)
      return bits(training.model)
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test(arguments: kinds)
  func theLossFalls(kind: String) throws {
    let training = try training(kind, ["epochs": 60, "lr": 0.05])
    var losses: [Double] = []
    try training.run(evaluate: { Double($0) }) { losses.append($0.loss) }
    #expect((losses.last ?? 1) < 0.9 * losses[0])
  }

  @Test func patienceEndsAtTheBestParameters() throws {
    let training = try training("mf", ["epochs": 100])
    var best: [[UInt32]] = []
    try training.run(evaluate: scripted) { training in
      if training.epoch == 4 { best = bits(training.model) }
    }
    #expect(training.history.map(\.epoch) == [2, 4, 6, 8])
    #expect(training.bestEvaluation == TrainingState.Evaluation(epoch: 4, value: 0.5))
    #expect(bits(training.model) == best)
  }

  @Test func aStateOfAnotherModelIsRefused() throws {
    let matrix = try training("mf")
    let autoencoder = try training("vae")
    let before = bits(matrix.model)
    #expect(throws: ModelError.self) { try matrix.restore(autoencoder.state) }
    #expect(bits(matrix.model) == before)
  }

  @Test func divergenceIsAnError() throws {
    let training = try training("mf", ["lr": 10, "epochs": 1000, "batch": 1])
    for parameter in training.model.parameters {
      try parameter.assign(Tensor(repeating: .infinity, shape: parameter.value.shape))
    }
    #expect(throws: ModelError.diverged(kind: "mf", epoch: 0, step: 0)) {
      try training.run(evaluate: scripted)
    }
  }

  private struct Interrupted: Error {}

  /// Evaluations that are best at epoch 4.
  private func scripted(_ epoch: Int) -> Double { epoch == 4 ? 0.5 : 0.5 / Double(epoch) }

  private func training(
    _ kind: String, _ values: [String: Double] = [:], users: Int = 9, items: Int = 14
  ) throws -> TeacherTraining {
    let plan: [String: Double] = ["epochs": 6, "every": 2, "patience": 2]
    let given = plan.merging(values) { _, new in new }
    let (model, specification) = try smallModel(kind, given, users: users, items: items)
    return TeacherTraining(model, specification)
  }
}
