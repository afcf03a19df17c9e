import Interactions
import LuaRuntime
import Tensors

/// The training interactions in the hands of a script.
final class LuaData {
  let train: InteractionMatrix

  init(_ train: InteractionMatrix) { self.train = train }
}

/// What scripts can ask the data, `run.data`; held-out items are not in it.
enum DataWords {
  static var vocabulary: Vocabulary<LuaData> {
    Vocabulary(
      name: "data", summary: "the training interactions; held-out items are not in it",
      words: [
        Word(property: "users", "data.users → integer", "how many users there are") {
          .integer($0.train.userCount)
        },
        Word(property: "items", "data.items → integer", "how many items there are") {
          .integer($0.train.itemCount)
        },
        Word(property: "count", "data.count → integer", "how many interactions there are") {
          .integer($0.train.count)
        },
        Word("popularity", "data:popularity() → tensor", "how many users each item has, [items]") {
          data, _ in LuaValue(Tensor(data.train.itemCounts.map { Float($0) }))
        },
        Word("activity", "data:activity() → tensor", "how many items each user has, [users]") {
          data, _ in
          LuaValue(Tensor((0..<data.train.userCount).map { Float(data.train.count(of: $0)) }))
        },
        Word(
          "positives", "data:positives([users]) → index",
          "the training items of some users or of all, a row each, none after the last"
        ) { data, a in
          let users =
            a.has(1) ? try a.users(1).values : (0..<Int32(data.train.userCount)).map { $0 }
          if let wild = users.first(where: { $0 < 0 || Int($0) >= data.train.userCount }) {
            throw a.bad(1, "there is no user \(wild + 1)")
          }
          let width = users.map { data.train.count(of: Int($0)) }.max() ?? 0
          return LuaValue(
            IndexTensor(shape: [users.count, width]) { span in
              for (row, user) in users.enumerated() {
                let own = Array(data.train[Int(user)])
                for k in 0..<width { span[row * width + k] = k < own.count ? own[k] : -1 }
              }
            })
        },
      ])
  }
}
