import Experiments
import Interactions
import LuaRuntime
import Tensors

/// The training interactions in the hands of a script.
final class LuaData {
  private let material: RunMaterial

  init(_ material: RunMaterial) { self.material = material }

  var train: InteractionMatrix { material.train }
  var audiences: InteractionMatrix { material.audiences }
}

/// What scripts can ask the data, `run.data`; held-out items are not in it.
enum DataWords {
  static var vocabulary: Vocabulary<LuaData> {
    Vocabulary(
      name: "data", summary: "the training interactions; held-out items are not in it",
      bytes: { _ in 0 },
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
          LuaValue(try rows(of: data.train, a.has(1) ? a.users(1) : nil, noun: "user", a))
        },
        Word(
          "audience", "data:audience([items]) → index",
          "the training users of some items or of all, a row each, none after the last"
        ) { data, a in
          LuaValue(try rows(of: data.audiences, a.has(1) ? a.ids(1) : nil, noun: "item", a))
        },
      ])
  }

  /// Some rows of a matrix, or all, as wide as the longest of them.
  private static func rows(
    of matrix: InteractionMatrix, _ ids: IndexTensor?, noun: String, _ a: borrowing LuaArguments
  ) throws -> IndexTensor {
    let ids = ids?.values ?? (0..<Int32(matrix.userCount)).map { $0 }
    if let wild = ids.first(where: { $0 < 0 || Int($0) >= matrix.userCount }) {
      throw a.bad(1, "there is no \(noun) \(wild + 1)")
    }
    let width = ids.map { matrix.count(of: Int($0)) }.max() ?? 0
    try TensorRoom.check([ids.count, width], in: "data")
    return IndexTensor(shape: [ids.count, width]) { span in
      for (row, id) in ids.enumerated() {
        let own = Array(matrix[Int(id)])
        for k in 0..<width { span[row * width + k] = k < own.count ? own[k] : -1 }
      }
    }
  }
}
