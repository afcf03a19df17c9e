import Evaluation
import Interactions
import LuaRuntime
import Tensors

/// What a protocol measures, in the hands of its hook.
final class LuaView {
  let view: RankingView
  /// To how many items lists are ranked.
  let depth: Int

  init(_ view: RankingView, depth: Int) {
    self.view = view
    self.depth = depth
  }

  /// The memory of the lists.
  var bytes: Int { 4 * view.split.userCount * min(depth, view.split.itemCount) }
}

/// `view`: a model's rankings of all items for all users, and the split they are measured on.
enum ViewWords {
  static var vocabulary: Vocabulary<LuaView> {
    Vocabulary(
      name: "view", summary: "a model's rankings, and the split they are measured on",
      bytes: { $0.bytes }, words: words)
  }

  private static var words: [Word<LuaView>] {
    [
      Word(
        "means", "view:means(part, masks, metrics, [items]) → table",
        "metrics of a held-out part, items of other parts taken out of the lists; only items of a "
          + "mask [items] count as relevant"
      ) { view, a in
        let part = try heldOut(try a.string(1), a, 1)
        let masks = try texts(a, 2).map { name in try heldOut(name, a, 2) }
        let metrics = try texts(a, 3).map { try RankingMetric($0) }
        guard !metrics.isEmpty else { throw a.bad(3, "at least one metric is needed") }
        if let deep = metrics.first(where: { $0.k > view.depth }) {
          throw a.bad(3, "lists are ranked to \(view.depth) items; name \(deep) in params.metrics")
        }
        let result = try a.state.table()
        let items = a.has(4) ? try a.mask(4).values : nil
        guard items?.count ?? view.view.split.itemCount == view.view.split.itemCount else {
          throw a.bad(4, "a mask over the \(view.view.split.itemCount) items is needed")
        }
        let means = view.view.measure(metrics, on: part, masking: masks, among: items)
        for (name, value) in means {
          try result.set(name, .number(value))
        }
        return .table(result)
      },
      Word(
        "popularity", "view:popularity() → tensor",
        "how many users each item has in training, [items]"
      ) { view, _ in LuaValue(Tensor(view.view.split.train.itemCounts.map { Float($0) })) },
    ]
  }
}

private func heldOut(
  _ name: String, _ arguments: borrowing LuaArguments, _ position: Int
) throws -> HeldOut {
  guard let part = HeldOut(rawValue: name) else {
    throw arguments.bad(position, "\"\(name)\" is no held-out part; they are valid and test")
  }
  return part
}

private func texts(_ arguments: borrowing LuaArguments, _ position: Int) throws -> [String] {
  var texts: [String] = []
  for element in try arguments.table(position).elements() {
    guard let text = element.asString else {
      throw arguments.bad(position, "a list of strings is needed, not of \(element.described)")
    }
    texts.append(text)
  }
  return texts
}
