import ArgumentParser
import Foundation
import Kernels
import Tensors

/// `hetcomp doctor`
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what this machine offers and which data is at hand.")

  func run() throws {
    let kernels = try Kernels.requested.get()
    Terminal.result(
      "kernels     \(kernels.name) (supported: \(Kernels.supported.map(\.name).joined(separator: ", ")))"
    )
    Terminal.result("threads     \(Parallel.threads)")
    Terminal.result("root        \(Project.root)")
    for folder in ["plugins", "configs", "Data"] {
      let names =
        (try? FileManager.default.contentsOfDirectory(atPath: "\(Project.root)/\(folder)")) ?? []
      let found = names.sorted().joined(separator: " ")
      Terminal.result(
        folder.padding(toLength: 12, withPad: " ", startingAt: 0)
          + (found.isEmpty ? "missing" : found))
    }
  }
}
