import ArgumentParser
import Foundation
import Interactions
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
    Terminal.result("versions    \(Release.parts)")
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
    try showDatasets()
  }

  /// Each described dataset, and the folder where its files are.
  private func showDatasets() throws {
    let datasets = try Datasets()
    let search = FileSearch(root: Project.root)
    for (place, name) in datasets.names.enumerated() {
      let described = try datasets.find(name)
      let folder = described.files.first.flatMap { search.find($0.name, of: described.name, .data) }
        .map { URL(filePath: $0).deletingLastPathComponent().standardizedFileURL.path }
      let missing = search.missing(of: described)
      let command = missing.allSatisfy { $0.url != nil } ? "fetch" : "show"
      let state =
        missing.isEmpty
        ? "in \(folder ?? "")" : "not here; ./hetcomp data \(command) \(name)"
      Terminal.result((place == 0 ? "datasets    " : "            ") + "\(name) \(state)")
    }
  }
}
