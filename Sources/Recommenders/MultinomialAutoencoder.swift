import Interactions
import Tensors

/// A variational auto-encoder of the rows of a binary matrix with a multinomial likelihood: what the
/// auto-encoder of users and that of items share.
///
/// With x a row and x̂ = x/‖x‖: h = tanh(Wx̂ + b), μ and log σ² linear in h, z = μ + σ·ε with Gaussian
/// ε in training and z = μ afterwards, s = Vz + c. The loss is the mean over a batch's rows of
/// −Σ_i x_i log softmax(s)_i + β·KL(N(μ, σ²) ‖ N(0, 1)), β rising linearly to `kl`; dropout acts on
/// x̂ only. Liang et al., WWW'18. The likelihood counts every interaction alike; normalising it per
/// user as well came out lower on CiteULike.
final class MultinomialAutoencoder {
  var parameters: [Parameter] { encoder.parameters + [decoder] }
  var steps: Int { (filled.count + settings.batch - 1) / settings.batch }

  /// A column's embedding with its bias as the last element. *Shape* [columns, latent + 1].
  let decoder: Parameter
  private let encoder: GaussianEncoder
  private let histories: Histories
  private let settings: AutoencoderSettings
  private let seed: UInt64
  private let model: String
  /// Rows with at least one element.
  private let filled: [Int32]
  private var order: [Int32] = []
  private var epoch = 0

  /// An auto-encoder with weights drawn from `seed`.
  ///
  /// - Parameter model: The name that sets the random streams apart from other models'.
  init(_ rows: InteractionMatrix, model: String, settings: AutoencoderSettings, seed: UInt64) {
    (self.settings, self.seed, self.model) = (settings, seed, model)
    histories = Histories(rows)
    encoder = GaussianEncoder(
      inputs: rows.itemCount, hidden: settings.hidden, latent: settings.latent, seed: seed)
    decoder = .linear(
      "decoder", rows.itemCount, settings.latent + 1, biasColumn: true, seed: seed)
    filled = (0..<rows.userCount).filter { rows.count(of: $0) > 0 }.map(Int32.init)
  }

  func beginEpoch(_ epoch: Int) {
    self.epoch = epoch
    order = filled
    var stream = RandomStream(seed: seed, named: "\(model).order", epoch: epoch)
    stream.shuffle(&order)
  }

  func loss(step: Int) throws(TensorError) -> Tensor {
    let rows = order[step * settings.batch..<min(order.count, (step + 1) * settings.batch)]
    let purpose = "\(model).dropout"
    let inputs = histories.rows(rows, keeping: 1 - settings.dropout) { row in
      RandomStream(seed: seed, named: purpose, epoch: epoch, index: Int(row))
    }
    let code = try encoder.code(of: inputs)
    let latent = try code.sample(noise(for: rows))
    let likelihood = try logLikelihood(of: rows, from: latent)
    let divergence = try code.divergence()
    return try (divergence * weight(at: step) - likelihood).mean()
  }

  /// Σ_i x_i log softmax(s)_i for each row, without a score for every column: the first part is an
  /// inner product with the summed columns, the normaliser is the mass of all columns.
  private func logLikelihood(
    of rows: ArraySlice<Int32>, from latent: Tensor
  ) throws(TensorError) -> Tensor {
    let code = try withBiasColumn(latent)
    let table = decoder.tracked
    let chosen = try Tensor.rowDot(code, table.bag(histories.targets(rows)))
    return try chosen - histories.counts(rows) * mass(of: code, table).log()
  }

  /// Σ_j exp(s_j) for each code with its bias column. *Shapes* [b, latent + 1] → [b].
  private func mass(of codes: Tensor, _ table: Tensor) throws(TensorError) -> Tensor {
    let mass = try Tensor.catalogueMass(
      users: codes, items: table, excluding: nil, clamp: Self.clamp)
    try checkRange(of: mass)
    return mass
  }

  /// Scores beyond ±80 would leave the range of 32-bit exponentials.
  private static let clamp: Float = 80

  /// Refuses masses in which a clamped score could take part: one that reached the upper clamp
  /// alone exceeds e⁸⁰, and ones that reached the lower clamp vanish beside a mass above e⁻⁴⁰.
  private func checkRange(of mass: Tensor) throws(TensorError) {
    let inRange = mass.values.allSatisfy { $0 > 0x1p-57 && $0 < 0x1p115 }
    guard inRange else {
      throw .gradient(
        "\(model): scores have left the range of ±80, the training diverges; lower the learning "
          + "rate")
    }
  }

  private func withBiasColumn(_ code: Tensor) throws(TensorError) -> Tensor {
    try Tensor.concatenated([code, Tensor(repeating: 1, shape: [code.shape[0], 1])], axis: 1)
  }

  /// Standard normal numbers for each row. *Shape* [rows, latent].
  private func noise(for rows: ArraySlice<Int32>) throws(TensorError) -> Tensor {
    let purpose = "\(model).noise"
    let blocks = Parallel.map(rows.count, grain: 16) { range in
      range.map { place in
        let row = Int(rows[rows.startIndex + place])
        let stream = RandomStream(seed: seed, named: purpose, epoch: epoch, index: row)
        return Tensor(normal: [1, settings.latent], deviation: 1, from: stream)
      }
    }
    return try Tensor.concatenated(Array(blocks.joined()), axis: 0)
  }

  /// The weight β of the KL term at a step of the present epoch.
  private func weight(at step: Int) -> Float {
    let taken = epoch * steps + step
    guard taken < settings.anneal else { return settings.kl }
    return settings.kl * Float(taken) / Float(settings.anneal)
  }

  /// The codes of rows without noise or dropout, with the bias column; untracked.
  ///
  /// *Shape* [rows, latent + 1].
  func codes(of rows: Range<Int>) throws(TensorError) -> Tensor {
    let inputs = histories.rows(rows.map(Int32.init)[...])
    return try withBiasColumn(encoder.code(of: inputs).mean.detached)
  }

  /// log Σ_j exp(s_j) for each of ``codes(of:)``; untracked. *Shapes* [rows, latent + 1] → [rows].
  func logMass(of codes: Tensor) throws(TensorError) -> Tensor {
    try mass(of: codes, decoder.value).log()
  }
}
