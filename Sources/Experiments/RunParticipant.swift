import Formats
import Tensors

/// Something with a say in a run that may prepare itself and keep a state across interruptions.
///
/// Whatever has a say in a run and conforms to this (curricula, protocols, callbacks, schedules,
/// but also a consensus rule or an objective) is set up before the first epoch of every training,
/// and its state is part of every checkpoint.
public protocol RunParticipant: AnyObject {
  /// Called before the first epoch of a training, when data and teachers are known; whatever an
  /// earlier training of the same run left behind is to be forgotten.
  func setup(_ run: DistillationRun) throws
  /// What a checkpoint must hold to continue exactly; nil when there is nothing.
  func savedState() throws -> ParticipantState?
  /// Takes over the state of a checkpoint, after ``setup(_:)``.
  func restore(_ state: ParticipantState) throws
}

extension RunParticipant {
  /// Nothing to prepare.
  public func setup(_ run: DistillationRun) throws {}
  /// Nothing to save.
  public func savedState() throws -> ParticipantState? { nil }
  /// Nothing to take over.
  public func restore(_ state: ParticipantState) throws {}
}

/// A participant with weights of its own, which the student's optimiser trains.
public protocol WeightOwner: RunParticipant {
  /// The weights, under names that no other parameter of the run has; made by ``setup(_:)``, and
  /// saved in every checkpoint.
  var weights: [Parameter] { get }
}

/// The state of a participant: plain data, and tensors by name.
public struct ParticipantState: Sendable {
  /// Plain data.
  public var values: JSONValue
  /// Tensors by name, in an order that does not depend on the run.
  public var tensors: [(name: String, value: Tensor)]

  /// A state of these values.
  public init(values: JSONValue, tensors: [(name: String, value: Tensor)] = []) {
    self.values = values
    self.tensors = tensors
  }
}
