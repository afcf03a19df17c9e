import Foundation
import Interactions

/// The training interactions of a file with a line `user item item …` a user.
func readInteractions(_ path: String) throws -> InteractionMatrix {
  var rows: [[Int32]] = []
  for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
    let ids = line.split(separator: " ").compactMap { Int32($0) }
    guard let user = ids.first.map(Int.init) else { continue }
    while rows.count <= user { rows.append([]) }
    rows[user] += ids.dropFirst()
  }
  let items = (rows.joined().max() ?? -1) + 1
  return InteractionMatrix(rows: rows, itemCount: Int(items))
}
