import Distillation
import Experiments
import Formats
import LuaRuntime
import Tensors

/// A sampler written in Lua: it says how likely each item is; the drawing is native.
final class PluginSampler {
  let plugin: PluginInstance
  private let slot: String
  /// What `weights` answered, and in which epoch.
  private var table: Answer?
  private var draw: WeightedDraw?

  /// What `weights` answered, and when.
  private struct Answer {
    var epoch: Int
    /// Whether `ids` are candidates; else they are left out.
    var isLists: Bool
    var ids: IndexTensor?
    var weights: Tensor?
  }

  /// - Parameter slot: the name under which an objective draws from it.
  init(_ plugin: PluginInstance, slot: String) {
    self.plugin = plugin
    self.slot = slot
  }

  private var drawing: Drawing { plugin.definition.declaration.drawing }

  /// Forgets an earlier training and calls `setup`.
  func setup(_ run: any RunView) throws {
    (table, draw) = (nil, nil)
    _ = try plugin.setUp(run)
  }

  /// `count` items for each user, a function of seed, sampler, epoch and user. *Shape* [b, count].
  func draw(_ count: Int, for users: [Int32], in run: any RunView) throws -> IndexTensor {
    if !isFresh(in: run.epoch) {
      try ask(run)
      draw = nil
    }
    let draw = try self.draw ?? makeDraw(run)
    self.draw = draw
    return draw.draw(
      count, for: users, replacing: drawing.replaces, seed: run.seed, purpose: "sampler \(slot)",
      epoch: run.epoch)
  }

  private func isFresh(in epoch: Int) -> Bool {
    guard let table else { return false }
    return drawing.refresh.map { epoch < table.epoch + $0 } ?? true
  }

  private func makeDraw(_ run: any RunView) throws -> WeightedDraw {
    if let table, table.isLists, let ids = table.ids {
      return WeightedDraw(candidates: ids, weights: table.weights)
    }
    let even = Tensor(repeating: 1, shape: [run.items])
    return WeightedDraw(
      itemWeights: table?.weights ?? even, excluding: try run.atHand().train, and: table?.ids)
  }

  /// Calls `weights` and checks what it answers.
  private func ask(_ run: any RunView) throws {
    let answers = try plugin.call("weights", run: run)
    let isLists = answers.first?.asObject(LuaIndices.self) != nil
    let ids = answers.lazy.compactMap { $0.asObject(LuaIndices.self)?.ids }.first
    let weights = answers.lazy.compactMap { $0.asObject(LuaTensor.self)?.tensor.detached }.first
    let shapes = isLists ? ids.map { [[$0.shape.last ?? 0], $0.shape] } ?? [] : [[run.items]]
    let understood = [ids != nil, weights != nil].filter(\.self).count
    guard answers.filter({ !$0.isNil }).count == understood, isLists || weights != nil,
      weights.map({ shapes.contains($0.shape) }) ?? true,
      ids.map({ $0.shape.count == 2 && $0.shape[0] == run.users }) ?? true
    else {
      throw plugin.wrongResult(
        "weights",
        wanted: "weights of shape [\(run.items)] and items to leave out, or candidates of shape "
          + "[\(run.users), k] and weights of shape [k] or [\(run.users), k]",
        got: answers.isEmpty ? "nothing" : answers.map(\.described).joined(separator: " and "))
    }
    try check(ids, weights, run)
    table = Answer(epoch: run.epoch, isLists: isLists, ids: ids, weights: weights)
  }

  private func check(_ ids: IndexTensor?, _ weights: Tensor?, _ run: any RunView) throws {
    let isSound = weights?.withSpan { span in
      span.indices.allSatisfy { span[$0].isFinite && span[$0] >= 0 }
    }
    guard isSound ?? true else {
      throw plugin.wrongResult(
        "weights", wanted: "numbers that are finite and not negative", got: "others among them")
    }
    let wild = ids?.withSpan { span in
      span.indices.first { Int(span[$0]) >= run.items }.map { Int(span[$0]) + 1 }
    }
    if let wild = wild ?? nil {
      throw plugin.wrongResult("weights", wanted: "items 1 to \(run.items)", got: "item \(wild)")
    }
  }
}

extension PluginSampler {
  /// The state of the plugin, and its weights where a later step of this epoch or a later epoch draws
  /// from them.
  func saved(step: Int) throws -> (values: JSONValue, tensors: [(name: String, value: Tensor)]) {
    let own = try plugin.savedState()
    var record: JSONObject = ["state": own?.values ?? .null]
    var tensors = (own?.tensors ?? []).map { (name: "state.\($0.name)", value: $0.value) }
    if let table, step > 0 || drawing.refresh != 1 {
      record["epoch"] = .int(table.epoch)
      record["lists"] = .bool(table.isLists)
      if let weights = table.weights { tensors.append(("weights", weights)) }
      if let ids = table.ids {
        tensors.append(
          (
            "ids",
            Tensor(shape: ids.shape) { span in
              for i in span.indices { span[i] = Float(ids[i]) }
            }
          ))
      }
    }
    return (.object(record), tensors)
  }

  /// Takes over what ``saved(step:)`` gave.
  func restore(_ values: JSONValue, _ tensors: [(name: String, value: Tensor)]) throws {
    let prefix = "state."
    let own = tensors.filter { $0.name.hasPrefix(prefix) }
      .map { (name: String($0.name.dropFirst(prefix.count)), value: $0.value) }
    if let state = values["state"], state != .null {
      try plugin.restore(ParticipantState(values: state, tensors: own))
    }
    guard let epoch = values["epoch"]?.int else { return }
    let ids = try tensors.first { $0.name == "ids" }.map { ids in
      try IndexTensor(ids.value.values.map { Int32($0) }, shape: ids.value.shape)
    }
    table = Answer(
      epoch: epoch, isLists: values["lists"]?.bool ?? false, ids: ids,
      weights: tensors.first { $0.name == "weights" }?.value)
    draw = nil
  }
}
