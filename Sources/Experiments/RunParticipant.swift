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

  /// The states of several parts as one, each under its name; nil when none has any.
  public init?(parts: [(name: String, state: ParticipantState?)]) {
    let states = parts.compactMap { name, state in state.map { (name: name, state: $0) } }
    guard !states.isEmpty else { return nil }
    var values = JSONObject()
    for (name, state) in states { values[name] = state.values }
    self.values = .object(values)
    tensors = states.flatMap { name, state in
      state.tensors.map { (name: "\(name).\($0.name)", value: $0.value) }
    }
  }

  /// The state of one of several parts; nil when it had none.
  public func part(_ name: String) -> ParticipantState? {
    values[name].map { values in
      ParticipantState(
        values: values,
        tensors: tensors.filter { $0.name.hasPrefix("\(name).") }
          .map { (String($0.name.dropFirst(name.count + 1)), $0.value) })
    }
  }
}
