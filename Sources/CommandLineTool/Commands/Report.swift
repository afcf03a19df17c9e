import ArgumentParser
import Experiments

/// `hetcomp report RUN`
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Rebuild report.html of a run.")

  @Argument(help: ArgumentHelp("The folder of a finished run.", valueName: "run"))
  var path: String

  func run() throws {
    let folder = try RunFolder(existing: path)
    try ReportPage.rebuild(folder)
    Terminal.result(folder.file("report.html"))
  }
}
