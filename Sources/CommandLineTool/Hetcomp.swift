import ArgumentParser
import Experiments
import Foundation
import Kernels

/// The command `hetcomp` and its subcommands.
struct Hetcomp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hetcomp",
    abstract: "Compress an ensemble of recommenders into one small student.",
    discussion: """
      The first thing to try is `hetcomp run configs/quickstart.lua`. `hetcomp install [DIR]` puts a \
      link to this command into a folder of your PATH; `hetcomp test` runs all tests, those of the \
      tool itself by name with --filter. Results go to stdout, progress and log to stderr. Exit \
      codes: 0 done, 1 the run failed, 2 something is wrong with what was given, 3 a plugin failed in \
      a hook, 130 interrupted.
      """,
    version: Release.version,
    subcommands: [
      Run.self, Sweep.self, Compare.self, Report.self, Teach.self, Evaluate.self,
      Recommend.self, Export.self, TrajectoryCommand.self, DataCommand.self,
      PluginCommands.self, Test.self, Lua.self,
      Doctor.self,
    ])
}

/// The entry point: runs a command and turns its end into the documented exit code.
@main
enum Main {
  static func main() {
    signal(SIGPIPE, SIG_IGN)  // a training outlives the reader of its log
    do {
      try run()
      try StandardStream.checkOutput()
    } catch let error as ExperimentError {
      Terminal.note("hetcomp: \(error)")
      exit(error.exitCode)
    } catch {
      Terminal.note(Hetcomp.fullMessage(for: error))
      exit(2)
    }
  }

  /// Runs the command that was asked for; a page of help, which the parser throws, is a result, too.
  private static func run() throws {
    do {
      var command = try Hetcomp.parseAsRoot()
      do { _ = try Kernels.requested.get() } catch { throw ExperimentError.input("\(error)") }
      try command.run()
    } catch {
      guard Hetcomp.exitCode(for: error) == .success else { throw error }
      Terminal.result(Hetcomp.fullMessage(for: error))
    }
  }
}
