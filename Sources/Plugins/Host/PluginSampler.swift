import Distillation
import Experiments
import Formats
import LuaRuntime
import Tensors

/// A sampler written in Lua: it says how likely each item is; the drawing is native.
final class PluginSampler {
  let plugin: PluginInstance
  private let slot: String
  private var table: Answer?
  private var draw: WeightedDraw?

  /// What `weights` answered, when, by which edit of the plugin, and by which numbers of parameters
  /// that follow schedules.
  fileprivate struct Answer {
    var epoch: Int
    var revision = 0
    var numbers: [Double]
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
    if try !isFresh(in: run.epoch) {
      try ask(run)
      draw = nil
    }
    let draw = try self.draw ?? makeDraw(run)
    self.draw = draw
    return draw.draw(
      count, for: users, replacing: drawing.replaces, seed: run.seed, purpose: "sampler \(slot)",
      epoch: run.epoch)
  }

  /// Whether the weights are those of now; what is asked for once lasts as long as its parameters.
  private func isFresh(in epoch: Int) throws -> Bool {
    guard let table, table.revision == plugin.definition.revision else { return false }
    if let refresh = drawing.refresh { return epoch - table.epoch < refresh }
    return try plugin.presentNumbers() == table.numbers
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
    table = Answer(
      epoch: run.epoch, revision: plugin.definition.revision,
      numbers: try plugin.presentNumbers(), isLists: isLists, ids: ids, weights: weights)
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
  func savedState(step: Int) throws -> ParticipantState? {
    let isNeeded = step > 0 || drawing.refresh != 1
    return ParticipantState(parts: [
      ("own", try plugin.savedState()), ("answer", isNeeded ? table?.saved : nil),
    ])
  }

  /// Takes over what ``savedState(step:)`` gave.
  func restore(_ state: ParticipantState) throws {
    try state.part("own").map(plugin.restore)
    table = try state.part("answer").flatMap(Answer.init) ?? table
    draw = nil
  }
}

extension PluginSampler.Answer {
  fileprivate var saved: ParticipantState {
    let index = ids.map { ids in
      Tensor(shape: ids.shape) { span in
        for i in span.indices { span[i] = Float(ids[i]) }
      }
    }
    return ParticipantState(
      values: [
        "epoch": .int(epoch), "numbers": .array(numbers.map { .double($0) }),
        "lists": .bool(isLists),
      ],
      tensors: [("weights", weights), ("ids", index)].compactMap { name, value in
        value.map { (name, $0) }
      })
  }

  fileprivate init?(_ saved: ParticipantState) throws {
    guard let epoch = saved.values["epoch"]?.int, let numbers = saved.values["numbers"]?.doubles
    else { return nil }
    func tensor(_ name: String) -> Tensor? { saved.tensors.first { $0.name == name }?.value }
    self.init(
      epoch: epoch, numbers: numbers, isLists: saved.values["lists"]?.bool ?? false,
      ids: try tensor("ids").map { try IndexTensor($0.values.map { Int32($0) }, shape: $0.shape) },
      weights: tensor("weights"))
  }
}
