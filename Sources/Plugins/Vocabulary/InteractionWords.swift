import Experiments
import Interactions
import LuaRuntime
import Tensors

/// All interactions of a dataset before they are divided, read when they are first asked for.
final class LuaInteractions {
  let seed: UInt64
  /// Why the data cannot be divided, which is not the script's fault.
  private(set) var refusal: (any Error)?
  private let read: () throws -> InteractionList
  private var known: InteractionList?

  init(_ read: @escaping () throws -> InteractionList, seed: UInt64) {
    self.read = read
    self.seed = seed
  }

  /// Interactions that are at hand.
  convenience init(_ list: InteractionList, seed: UInt64) {
    self.init({ list }, seed: seed)
    known = list
  }

  /// The memory of what was at hand: pairs, times, and the ids behind them.
  var bytes: Int { 64 * (known?.count ?? 0) }

  /// The interactions.
  func list() throws -> InteractionList {
    if let known { return known }
    do {
      let list = try read()
      known = list
      return list
    } catch {
      refusal = error
      throw error
    }
  }

  /// When they happened.
  func times() throws -> [Double] {
    if let times = try list().times { return times }
    let error = ExperimentError.input(
      "The protocol needs to know when the interactions happened, which this data does not say: "
        + "name the column in the dataset's reader, time = …, or choose another protocol.")
    refusal = error
    throw error
  }
}

/// What scripts can ask the interactions that they divide.
enum InteractionWords {
  static var vocabulary: Vocabulary<LuaInteractions> {
    Vocabulary(
      name: "interactions", summary: "all interactions, which a protocol divides",
      bytes: { $0.bytes },
      words: columns + moments)
  }

  private static var columns: [Word<LuaInteractions>] {
    [
      Word(property: "count", "x.count → integer", "how many there are") {
        .integer(try $0.list().count)
      },
      Word(property: "users", "x.users → integer", "how many users there are") {
        .integer(try $0.list().userIds.count)
      },
      Word(property: "items", "x.items → integer", "how many items there are") {
        .integer(try $0.list().itemIds.count)
      },
      Word(property: "seed", "x.seed → integer", "the split's seed, of which hc.uniform makes use")
      {
        .integer(Int(truncatingIfNeeded: $0.seed))
      },
      Word("user", "x:user() → index", "the user of each interaction, [count]") { x, _ in
        LuaValue(IndexTensor(try x.list().users))
      },
      Word("item", "x:item() → index", "the item of each interaction, [count]") { x, _ in
        LuaValue(IndexTensor(try x.list().items))
      },
      Word(
        "known", "x:known(mask) → mask",
        "true where user and item both occur among the interactions of a mask, such as train"
      ) { x, a in
        let (list, mask) = (try x.list(), try a.mask(1))
        guard mask.shape == [list.count] else {
          throw a.bad(1, "a mask over the \(list.count) interactions is needed")
        }
        var users = [Bool](repeating: false, count: list.userIds.count)
        var items = [Bool](repeating: false, count: list.itemIds.count)
        for (place, isIn) in mask.values.enumerated() where isIn {
          users[Int(list.users[place])] = true
          items[Int(list.items[place])] = true
        }
        let known = zip(list.users, list.items).map { users[Int($0)] && items[Int($1)] }
        return LuaValue(try Mask(known, shape: [list.count]))
      },
    ]
  }

  private static var moments: [Word<LuaInteractions>] {
    [
      Word(property: "has_times", "x.has_times → boolean", "whether the data says when they were") {
        .boolean(try $0.list().times != nil)
      },
      Word(
        "older", "x:older(whose) → tensor",
        "which share of \"all\" other interactions, or of those of the same \"user\", is older, [count]"
      ) { x, a in
        let times = try x.times()
        let all = times.indices.map { $0 }
        switch try a.string(1) {
        case "all": return LuaValue(Tensor(shares(of: [all], times)))
        case "user":
          let list = try x.list()
          var own = [[Int]](repeating: [], count: list.userIds.count)
          for place in all { own[Int(list.users[place])].append(place) }
          return LuaValue(Tensor(shares(of: own, times)))
        case let other:
          let hint = suggestion(for: other, among: ["all", "user"])
          throw a.bad(1, "it is \"all\" or \"user\", not \"\(other)\"; \(hint)")
        }
      },
      Word("days", "x:days() → tensor", "days since the earliest interaction, [count]") { x, _ in
        let times = try x.times()
        let first = times.min() ?? 0
        return LuaValue(Tensor(times.map { Float(($0 - first) / 86400) }))
      },
    ]
  }

  /// For each place, the share of the others of its group whose time is less: 0 for the first, 1 for the
  /// last. Complexity: that of sorting.
  private static func shares(of groups: [[Int]], _ times: [Double]) -> [Float] {
    var shares = [Float](repeating: 0, count: times.count)
    for group in groups {
      let order = group.sorted { times[$0] < times[$1] }
      var older = 0
      for (rank, place) in order.enumerated() {
        if rank > 0, times[order[rank - 1]] < times[place] { older = rank }
        shares[place] = Float(older) / Float(max(1, order.count - 1))
      }
    }
    return shares
  }
}
