import Foundation
import Measuring
import Tensors

/// A model of `plain_pytorch_teachers.py` in a process of its own, with as many threads as here.
final class PlainPyTorch {
  private let process = Process()
  private let (requests, answers) = (Pipe(), Pipe())

  init(_ model: String, python: String, train: String) throws {
    let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "plain_pytorch_teachers.py")
    process.executableURL = URL(filePath: python)
    process.arguments = [script.path, train, "--threads", "\(Parallel.threads)", "--serve", model]
    (process.standardInput, process.standardOutput) = (requests, answers)
    try process.run()
  }

  deinit { process.terminate() }

  /// What the next epoch takes.
  /// - Throws: ``PyTorchIsGone`` when there is no answer.
  func epoch() throws -> Cost {
    try requests.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    var line = ""
    while !line.hasSuffix("\n") {
      let data = answers.fileHandleForReading.availableData
      guard !data.isEmpty else { throw PyTorchIsGone() }
      line += String(decoding: data, as: UTF8.self)
    }
    let numbers = line.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    guard numbers.count == 2 else { throw PyTorchIsGone() }
    return Cost(wall: numbers[0], processor: numbers[1])
  }
}

/// The other process ended; what it had to say is on stderr.
struct PyTorchIsGone: Error {}
