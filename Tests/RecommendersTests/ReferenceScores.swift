import Foundation
import Interactions
import Recommenders

/// Every model's scores of ``smallWorld``, worked out plainly and in double precision.
struct ReferenceScores {
  private let values: [String: [Double]]
  private let train = smallWorld()
  private let users = 9
  private let items = 14

  init(_ model: any Recommender) {
    values = Dictionary(
      uniqueKeysWithValues: model.parameters.map { ($0.name, $0.value.values.map(Double.init)) })
  }

  /// Users × items for the model of a kind with the sizes of `smallModel`.
  func table(_ kind: String) -> [[Double]] {
    switch kind {
    case "mf": inner(matrix("user.embedding", 3), matrix("item.embedding", 3))
    case "cml": distances()
    case "neumf": neural()
    case "lightgcn": convolved()
    case "vae": autoencoded((0..<users).map { Array(train[$0]) })
    case "item-vae": audiences()
    default: []
    }
  }

  private func matrix(_ name: String, _ width: Int) -> [[Double]] {
    let all = values[name] ?? []
    return stride(from: 0, to: all.count, by: width).map { Array(all[$0..<$0 + width]) }
  }

  private func inner(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
    a.map { x in b.map { y in zip(x, y).reduce(0) { $0 + $1.0 * $1.1 } } }
  }

  private func distances() -> [[Double]] {
    matrix("user.embedding", 3).map { p in
      matrix("item.embedding", 3).map { q in
        -zip(p, q).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      }
    }
  }

  private func neural() -> [[Double]] {
    let (weight, output) = (matrix("hidden.weight", 4), values["output.weight"] ?? [])
    let (bias, last) = (values["hidden.bias"] ?? [], values["output.bias"]?[0] ?? .nan)
    let factors = (matrix("factor.user.embedding", 3), matrix("factor.item.embedding", 3))
    let layers = (matrix("layer.user.embedding", 3), matrix("layer.item.embedding", 3))
    return (0..<users).map { u in
      (0..<items).map { i in
        let input = layers.0[u] + layers.1[i]
        let hidden = (0..<4).map { h in
          max(0, (0..<6).reduce(bias[h]) { $0 + input[$1] * weight[$1][h] })
        }
        let joined = zip(factors.0[u], factors.1[i]).map { $0 * $1 } + hidden
        return zip(joined, output).reduce(last) { $0 + $1.0 * $1.1 }
      }
    }
  }

  /// Two layers over the dense normalised adjacency of users and items together.
  private func convolved() -> [[Double]] {
    let size = users + items
    var adjacency = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
    for user in 0..<users {
      for item in train[user] {
        adjacency[user][users + Int(item)] = 1
        adjacency[users + Int(item)][user] = 1
      }
    }
    let degrees = adjacency.map { $0.reduce(0, +) }
    var layer = matrix("user.embedding.0", 3) + matrix("item.embedding.0", 3)
    var sum = layer
    for _ in 0..<2 {
      let before = layer
      for a in 0..<size {
        for c in 0..<3 {
          layer[a][c] = (0..<size).reduce(0) { total, b in
            guard adjacency[a][b] > 0 else { return total }
            return total + before[b][c] / (degrees[a] * degrees[b]).squareRoot()
          }
          sum[a][c] += layer[a][c]
        }
      }
    }
    let mean = sum.map { $0.map { $0 / 3 } }
    return inner(Array(mean[..<users]), Array(mean[users...]))
  }

  /// V(tanh(Wx + b)·M + m) + c of each row x, L2-normalised.
  private func autoencoded(_ rows: [[Int32]]) -> [[Double]] {
    let (weight, mean) = (matrix("encoder.weight", 4), matrix("mean.weight", 3))
    let (bias, shift) = (values["encoder.bias"] ?? [], values["mean.bias"] ?? [])
    let codes = rows.map { row in
      let scale = 1 / Double(max(1, row.count)).squareRoot()
      let hidden = (0..<4).map { h in
        tanh(row.reduce(bias[h]) { $0 + scale * weight[Int($1)][h] })
      }
      return (0..<3).map { c in (0..<4).reduce(shift[c]) { $0 + hidden[$1] * mean[$1][c] } } + [1]
    }
    return inner(codes, matrix("decoder", 4))
  }

  /// log softmax over users of each item's row, plus log popularity.
  private func audiences() -> [[Double]] {
    let rows = (0..<items).map { item in
      (0..<users).filter { train[$0].contains(Int32(item)) }.map(Int32.init)
    }
    let outputs = autoencoded(rows)
    return (0..<users).map { u in
      (0..<items).map { i in
        let mass = outputs[i].reduce(0) { $0 + exp($1) }
        return outputs[i][u] - log(mass) + log(max(Double(rows[i].count), 0.5))
      }
    }
  }
}
