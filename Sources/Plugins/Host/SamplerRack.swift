import Experiments
import Formats
import LuaRuntime
import Tensors

/// The samplers of an objective, each under the name by which the loss draws from it.
final class SamplerRack {
  private let samplers: [(slot: String, sampler: PluginSampler)]

  init(_ samplers: [(slot: String, sampler: PluginSampler)]) { self.samplers = samplers }

  /// The sampler of a name.
  func sampler(_ name: String, _ arguments: borrowing LuaArguments) throws -> PluginSampler {
    if let found = samplers.first(where: { $0.slot == name }) { return found.sampler }
    let known = samplers.map(\.slot)
    throw arguments.bad(
      1,
      known.isEmpty
        ? "the objective declares no samplers; write samplers = { \(name) = \"uniform\" }"
        : "there is no sampler \"\(name)\"; \(suggestion(for: name, among: known))")
  }

  func setup(_ run: any RunView) throws {
    for (_, sampler) in samplers { try sampler.setup(run) }
  }

  /// The objective's own state and those of the samplers as one.
  func joined(to own: ParticipantState?, step: Int) throws -> ParticipantState? {
    guard !samplers.isEmpty else { return own }
    let states = try samplers.map { ($0.slot, try $0.sampler.savedState(step: step)) }
    return ParticipantState(parts: [("own", own), ("samplers", ParticipantState(parts: states))])
  }

  /// Hands the samplers their states; answers with the objective's own, nil when it had none.
  func restore(_ state: ParticipantState) throws -> ParticipantState? {
    guard !samplers.isEmpty else { return state }
    let saved = state.part("samplers")
    for (slot, sampler) in samplers { try saved?.part(slot).map(sampler.restore) }
    return state.part("own")
  }
}
