/// One evaluation of a teacher in training.
public struct RecordedEvaluation: Sendable, Equatable {
  /// Epochs trained before it.
  public let epoch: Int
  /// The number by which stages are chosen, higher is better.
  public let valid: Double

  /// An evaluation after so many epochs.
  public init(epoch: Int, valid: Double) {
    self.epoch = epoch
    self.valid = valid
  }
}
