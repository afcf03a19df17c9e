import ArgumentParser
import Experiments
import Formats
import Foundation
import Trajectories

/// `hetcomp trajectory show|verify|import|export`
struct TrajectoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trajectory",
    abstract: "Look at teachers' trajectories, check, bring and take them.",
    subcommands: [Show.self, Verify.self, Import.self, ExportFile.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Each stage's epoch and metric, its overlap with the last, and how teachers agree.")

    @Argument(help: "Trajectories of one split.")
    var files: [String]

    @Option(name: .customShort("k"), help: "How many items of each list are compared.")
    var count = 50

    @Option(help: "Where to draw the overlaps by epoch, an SVG file.")
    var picture: String?

    func validate() throws {
      guard count >= 1 else {
        throw ValidationError("-k takes a number of at least 1, not \(count).")
      }
    }

    func run() throws {
      try blamingInput {
        let survey = try TrajectorySurvey(files.map { try Trajectory(standalone: $0) }, k: count)
        Terminal.result(survey.text)
        if let picture { try AtomicFile.write(CurvePicture(survey).svg, to: picture) }
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check format, ids, repeats and, with a split, fingerprint and training items.",
      discussion: "Exit code 2 and one sentence a fault; nothing and 0 when all is sound.")

    @Argument(help: "Trajectories.")
    var files: [String]

    @OptionGroup var split: SplitOptions

    func run() throws {
      let data = split.isGiven ? try split.load() : nil
      let faults = files.flatMap { TrajectoryVerification.faults(of: $0, for: data) }
      guard faults.isEmpty else {
        faults.forEach(Terminal.note)
        throw ExitCode(2)
      }
      Terminal.note("\(files.count) sound\(data == nil ? ", as far as a file can tell alone" : "")")
    }
  }

  struct ExportFile: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Write a trajectory for numpy, or anew as safetensors.")

    enum Format: String, CaseIterable, ExpressibleByArgument { case npz, safetensors }

    @Argument(help: "A trajectory.")
    var file: String

    @Option(help: "npz or safetensors.")
    var format = Format.npz

    @Option(name: .customLong("to"), help: "The file to write (default: beside it).")
    var target: String?

    func run() throws {
      try blamingInput {
        let trajectory = try Trajectory(standalone: file)
        let base = URL(filePath: file).deletingPathExtension().path
        let path = target ?? (format == .npz ? "\(base).npz" : "\(base).copy.safetensors")
        switch format {
        case .npz: try trajectory.exportNpz(to: path)
        case .safetensors: try trajectory.exportSafetensors(to: path)
        }
        Terminal.result(path)
      }
    }
  }
}
