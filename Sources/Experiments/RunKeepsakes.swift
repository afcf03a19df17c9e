import Formats
import Recommenders

/// Where the participants of a run leave files: the folder `written` of the run's own.
public protocol RunKeepsakes: AnyObject {
  /// Writes a text whole or not at all.
  func write(_ text: String, to name: String) throws
  /// Writes the student as it is now.
  func save(_ student: any EmbeddingModel, as name: String) throws
  /// Puts edited sources in the place of the run's copies; those before are kept beside them.
  func renew(_ files: [(name: String, text: String)], epoch: Int) throws
}

/// The folder of a run on the disk.
final class FolderKeepsakes: RunKeepsakes {
  private let folder: RunFolder
  private let model: ModelSpecification

  init(_ folder: RunFolder, _ model: ModelSpecification) {
    (self.folder, self.model) = (folder, model)
  }

  func write(_ text: String, to name: String) throws {
    try AtomicFile.write(text, to: folder.file("written/\(name)"))
  }

  func save(_ student: any EmbeddingModel, as name: String) throws {
    try ModelFile.save(student, model, to: folder.file("written/\(name)"))
  }

  func renew(_ files: [(name: String, text: String)], epoch: Int) throws {
    _ = try folder.renew(files, epoch: epoch)
  }
}

extension DistillationRun {
  /// Leaves a text in the run's folder, under `written`.
  /// - Throws: when the name is none, or the file cannot be written.
  public func write(_ text: String, to name: String) throws {
    try shelf(name).write(text, to: name)
  }

  /// Leaves the student as it is now in the run's folder, under `written`.
  /// - Throws: when the name is none, or the file cannot be written.
  public func saveStudent(as name: String) throws {
    guard let student = material?.student else {
      throw ExperimentError.failed("There is no student to be saved yet.")
    }
    try shelf(name).save(student, as: name)
  }

  /// A name is letters, digits, `.`, `_` and `-`, and does not begin with a dot.
  private func shelf(_ name: String) throws -> any RunKeepsakes {
    guard name.wholeMatch(of: /[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}/) != nil else {
      throw ExperimentError.failed(
        "\"\(name.prefix(100))\" is no name for a file: letters, digits, '.', '_' and '-'.")
    }
    guard let keepsakes else {
      throw ExperimentError.failed("Files can be left in a run only, while a student trains.")
    }
    return keepsakes
  }
}
