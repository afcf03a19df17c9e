/// Objects of Python, written as its pickle would in protocols 0 to 3.
indirect enum PickledWorld {
  case int(Int)
  case text(String)
  case list([PickledWorld])
  case dict([(PickledWorld, PickledWorld)])
  case set([PickledWorld])
  case floats([Float], shape: [Int])

  /// The whole file.
  var file: [UInt8] { bytes + Array(".".utf8) }

  private var bytes: [UInt8] {
    switch self {
    case .int(let value): Array("I\(value)\n".utf8)
    case .text(let text): Array("V\(text)\n".utf8)
    case .list(let items): Array("(".utf8) + items.flatMap(\.bytes) + Array("l".utf8)
    case .dict(let entries):
      Array("(".utf8) + entries.flatMap { $0.bytes + $1.bytes } + Array("d".utf8)
    case .set(let items):
      Array("c__builtin__\nset\n(".utf8) + Self.list(items).bytes + Array("tR".utf8)
    case .floats(let values, let shape): Self.array(values, shape)
    }
  }

  private static func array(_ values: [Float], _ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "I\($0)\n" }.joined()
    let head =
      "cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(\(sizes)t"
      + "cnumpy\ndtype\n(S'f4'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nB"
    let data = values.flatMap { value in
      (0..<4).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
    }
    let length = (0..<4).map { UInt8(truncatingIfNeeded: data.count >> (8 * $0)) }
    return Array(head.utf8) + length + data + Array("tb".utf8)
  }
}
