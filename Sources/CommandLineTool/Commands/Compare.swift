import ArgumentParser
import Experiments
import Formats
import Foundation

/// `hetcomp compare RUN…`
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lay the learning curves of several runs over each other.",
    discussion: """
      A run is its folder or a record of a study; `label=path` names its line. Prints the best value \
      of each, and draws the picture if a file is named.
      """)

  @Argument(help: "Run folders or records of a study.")
  var runs: [String]

  @Option(help: "The metric.")
  var metric = "test.recall@50"

  @Option(help: "Where to draw the curves, an SVG file.")
  var picture: String?

  @Option(help: "A horizontal line: value=label.")
  var level: String?

  func run() throws {
    let curves = try runs.map { argument in
      do { return try LearningCurve(argument, metric: metric) } catch let error as ExperimentError {
        throw error
      } catch {
        throw ExperimentError.input("\(error)")
      }
    }
    let width = curves.map(\.label.count).max() ?? 0
    Terminal.result(
      "\("run".padding(toLength: width, withPad: " ", startingAt: 0))  best \(metric)  at epoch")
    for curve in curves {
      guard let best = curve.points.max(by: { $0.value < $1.value }) else { continue }
      let label = curve.label.padding(toLength: width, withPad: " ", startingAt: 0)
      Terminal.result(String(format: "%@  %.4f  %.0f", label, best.value, best.epoch))
    }
    guard let picture else { return }
    let drawn = CurvePicture(metric, curves, level: try readLevel())
    do { try AtomicFile.write(drawn.svg, to: picture) } catch {
      throw ExperimentError.failed("\(error)")
    }
  }

  private func readLevel() throws -> (value: Double, label: String)? {
    guard let level else { return nil }
    let parts = level.split(separator: "=", maxSplits: 1)
    guard parts.count == 2, let value = Double(parts[0]) else {
      throw ExperimentError.input(
        "--level takes value=label, such as 0.305=ensemble, not \(level).")
    }
    return (value, String(parts[1]))
  }
}
