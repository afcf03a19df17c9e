import ArgumentParser
import Experiments

/// What every command takes that leaves runs and teachers.
struct FolderOptions: ParsableArguments {
  @Option(help: "Folder for runs (default: runs below the project's root).")
  var out: String?

  @Option(
    help: "Folder for the teachers' trajectories (default: Teachers below the project's root).")
  var teachers: String?

  /// Where they go.
  var folders: ExperimentFolders {
    ExperimentFolders(root: Project.root, runs: out, teachers: teachers)
  }
}
