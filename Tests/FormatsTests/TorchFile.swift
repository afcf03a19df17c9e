import Foundation

/// A matrix as `torch.save` writes it: a zip file of a pickle, with the numbers stored beside it.
enum TorchFile {
  /// A float matrix of zeros but for its last element, which is 1.
  static func matrix(rows: Int, columns: Int) -> Data {
    var numbers = Data(count: rows * columns * 4 - 4)
    numbers += little(Int(Float(1).bitPattern), 4)
    return zip([
      ("x/data.pkl", pickle(rows, columns)), ("x/data/0", numbers),
    ])
  }

  private static func pickle(_ rows: Int, _ columns: Int) -> Data {
    func number(_ value: Int) -> Data { Data("J".utf8) + little(value, 4) }
    func text(_ text: String) -> Data {
      Data("X".utf8) + little(text.utf8.count, 4) + Data(text.utf8)
    }
    let storage =
      Data("(".utf8) + text("storage") + Data("ctorch\nFloatStorage\n".utf8) + text("0")
      + text("cpu")
      + number(rows * columns) + Data("tQ".utf8)
    let shape = Data("(".utf8) + number(rows) + number(columns) + Data("t".utf8)
    let strides = Data("(".utf8) + number(columns) + number(1) + Data("t".utf8)
    return Data([0x80, 2]) + Data("ctorch._utils\n_rebuild_tensor_v2\n(".utf8) + storage + number(0)
      + shape + strides + Data([0x89]) + Data("ccollections\nOrderedDict\n)RtR.".utf8)
  }

  /// Members stored as they are; nothing here reads their checksums.
  private static func zip(_ members: [(name: String, bytes: Data)]) -> Data {
    var (file, directory) = (Data(), Data())
    for member in members {
      let sizes = little(member.bytes.count, 4) + little(member.bytes.count, 4)
      let facts = little(20, 2) + Data(count: 12) + sizes + little(member.name.utf8.count, 2)
      directory += little(0x0201_4b50, 4) + little(20, 2) + facts + Data(count: 12)
      directory += little(file.count, 4) + Data(member.name.utf8)
      file += little(0x0403_4b50, 4) + facts + little(0, 2) + Data(member.name.utf8) + member.bytes
    }
    let start = file.count
    return file + directory + little(0x0605_4b50, 4) + Data(count: 8) + little(directory.count, 4)
      + little(start, 4) + Data(count: 2)
  }

  private static func little(_ value: Int, _ width: Int) -> Data {
    Data((0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
  }
}
