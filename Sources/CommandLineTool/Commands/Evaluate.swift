import ArgumentParser
import Experiments

/// `hetcomp evaluate RUN`
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure the student of a run again, by its own protocol or another one.")

  @Argument(help: ArgumentHelp("The folder of a finished run.", valueName: "run"))
  var path: String

  @Option(name: .customLong("protocol"), help: "Another protocol on the same split.")
  var protocolName: String?

  @Flag(help: "Print JSON instead of the table.")
  var json = false

  @OptionGroup var options: ConfigOptions

  func run() throws {
    let student = try storedStudent(of: path, protocol: protocolName, options: options)
    let result = try student.measure()
    let terminal = Terminal.current()
    Terminal.result(
      json
        ? result.json.text(pretty: true)
        : ResultTable(result).text(width: terminal.width, color: terminal.colours))
  }
}

/// `hetcomp recommend RUN --user ID`
struct Recommend: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say what the student of a run recommends to a user: item and score, best first.")

  @Argument(help: ArgumentHelp("The folder of a finished run.", valueName: "run"))
  var path: String

  @Option(help: "The user's id as in the data; may be repeated.")
  var user: [String]

  @Option(name: .customShort("k"), help: "How many items.")
  var count = 10

  @OptionGroup var options: ConfigOptions

  func validate() throws {
    guard (1...100_000).contains(count) else {
      throw ValidationError("-k takes a number from 1 to 100000, not \(count).")
    }
  }

  func run() throws {
    let student = try storedStudent(of: path, options: options)
    for one in user {
      let best = try student.recommend(to: one, count: count)
      if user.count > 1 { Terminal.result("user \(one)") }
      Terminal.result("item\tscore")
      for (item, score) in best {
        Terminal.result("\(item)\t\(score)")
      }
    }
  }
}

/// `hetcomp export RUN --format npz`
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the student's embeddings with the original ids, for use elsewhere.")

  @Argument(help: ArgumentHelp("The folder of a finished run.", valueName: "run"))
  var path: String

  @Option(help: "safetensors, npz or tsv.")
  var format: StudentFormat

  @Option(
    name: .customLong("to"), help: "The file, or for tsv the folder (default: in the run's folder)."
  )
  var target: String?

  @OptionGroup var options: ConfigOptions

  func run() throws {
    let student = try storedStudent(of: path, options: options)
    let name = format == .tsv ? "embeddings" : "embeddings.\(format.rawValue)"
    for file in try student.export(format, to: target ?? "\(path)/\(name)") {
      Terminal.result(file)
    }
  }
}

extension StudentFormat: ExpressibleByArgument {}
