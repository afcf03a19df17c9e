import Foundation
import Interactions
import Measuring
import Recommenders
import Tensors

/// Trains teachers here and in plain PyTorch, an epoch each in turn, and prints medians; measures
/// LightGCN's propagation by itself.
///
///     TeacherSpeed TRAIN [--python PYTHON] [--rounds N] [--threads N] [MODEL … | propagation] [KEY=VALUE …]
@main
struct Run {
  static func main() {
    orExplain {
      let arguments = try Arguments(flags: ["--python", "--rounds", "--threads"])
      guard let path = arguments.words.first else {
        throw Arguments.Mistake("name a file of training interactions, a line a user: user item …")
      }
      Parallel.threads = try arguments.number("--threads", or: 2)
      let run = Run(
        train: try readInteractions(path), values: arguments.values,
        rounds: try arguments.number("--rounds", or: 5),
        python: arguments["--python"], path: path)
      var kinds = Array(arguments.words.dropFirst())
      if kinds.isEmpty { kinds = RecommenderCatalogue.entries.map(\.kind) + ["propagation"] }
      print("seconds an epoch".padded(18), "here (processors), in PyTorch (processors), ratio")
      for kind in kinds where kind != "propagation" { try run.epochs(of: kind) }
      if kinds.contains("propagation") { try benchmarkPropagation(over: run.train) }
    }
  }

  let train: InteractionMatrix
  let values: [String: Double]
  let rounds: Int
  let python: String?
  let path: String

  /// Prints a model's line. Its first epoch, on either side, is not counted: it pays for memory and
  /// caches.
  private func epochs(of kind: String) throws {
    let teacher = try Teacher(kind, values, train: train)
    let pytorch = try python.map { try PlainPyTorch(kind, python: $0, train: path) }
    var (here, there) = ([Cost](), [Cost]())
    for _ in 0...rounds {
      here.append(try teacher.epoch())
      if let pytorch { there.append(try pytorch.epoch()) }
    }
    let own = Array(here.dropFirst()).median
    var line = "  \(kind)".padded(18) + text(own)
    if pytorch != nil {
      let other = Array(there.dropFirst()).median
      line += text(other) + (other.wall / own.wall).text(2, 7)
      line += " (" + (other.processor / own.processor).text(2, 0) + ")"
    }
    print(line, (own.wall * 1e3 / Double(teacher.model.steps)).text(2, 9), "ms a step here")
    fflush(nil)
  }

  private func text(_ cost: Cost) -> String {
    cost.wall.text(3, 8) + " (" + cost.processor.text(3, 0) + ")"
  }
}
