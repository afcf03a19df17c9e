/// Why an experiment ended before its time; each case has the exit code that scripts rely on.
public enum ExperimentError: Error, Equatable, CustomStringConvertible {
  /// Something is wrong with what was given: found before training, nothing written.
  case input(String)
  /// A plugin failed in a hook; the last checkpoint is kept.
  case pluginFailed(String)
  /// Stopped on request; `run` is the folder to resume, nil where the same command goes on.
  case interrupted(run: String?)
  /// The run itself failed.
  case failed(String)

  /// The process's exit code for this error.
  public var exitCode: Int32 {
    switch self {
    case .input: 2
    case .pluginFailed: 3
    case .interrupted: 130
    case .failed: 1
    }
  }

  /// The sentence that is shown.
  public var description: String {
    switch self {
    case .input(let reason), .pluginFailed(let reason), .failed(let reason): reason
    case .interrupted(let run?): "Interrupted; continue with: ./hetcomp run --resume \(run)"
    case .interrupted(nil): "Interrupted; the same command goes on from here."
    }
  }

  /// The same error, or any other as a mistake in what was given.
  public static func asInput(_ error: any Error) -> ExperimentError {
    error as? ExperimentError ?? .input("\(error)")
  }

  /// The same error, or any other as a failure of the run.
  static func asFailure(_ error: any Error) -> ExperimentError {
    error as? ExperimentError ?? .failed("\(error)")
  }
}
