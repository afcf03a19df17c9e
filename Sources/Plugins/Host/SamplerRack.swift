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
    var tensors = (own?.tensors ?? []).map { (name: "own.\($0.name)", value: $0.value) }
    var records = JSONObject()
    for (slot, sampler) in samplers {
      let saved = try sampler.saved(step: step)
      records[slot] = saved.values
      tensors += saved.tensors.map { ("samplers.\(slot).\($0.name)", $0.value) }
    }
    return ParticipantState(
      values: ["own": own?.values ?? .null, "samplers": .object(records)], tensors: tensors)
  }

  /// Hands the samplers their states; answers with the objective's own, nil when it had none.
  func restore(_ state: ParticipantState) throws -> ParticipantState? {
    guard !samplers.isEmpty else { return state }
    func part(_ name: String) -> [(name: String, value: Tensor)] {
      state.tensors.filter { $0.name.hasPrefix("\(name).") }
        .map { (String($0.name.dropFirst(name.count + 1)), $0.value) }
    }
    for (slot, sampler) in samplers {
      guard let values = state.values["samplers"]?[slot] else { continue }
      try sampler.restore(values, part("samplers.\(slot)"))
    }
    guard let own = state.values["own"], own != .null else { return nil }
    return ParticipantState(values: own, tensors: part("own"))
  }
}
