import Formats
import Interactions

/// Everything that is wrong with a trajectory file, one sentence a fault; opening one stops at the
/// first.
public enum TrajectoryVerification {
  /// The faults of a file; none when it is sound.
  ///
  /// - Parameter split: the split that it is to be used with; nil to check the file by itself.
  public static func faults(of path: String, for split: Split? = nil) -> [String] {
    let file: SafetensorsFile
    do { file = try SafetensorsFile(path) } catch { return ["\(error)"] }
    guard file["stage0.items"] != nil else {
      return ["\(path): tensor \"stage0.items\" is missing, so this is no trajectory."]
    }
    var faults = metadataFaults(file, split)
    let stages = Trajectory.stageCount(file)
    do {
      let items = try split?.itemCount ?? Trajectory.itemCount(file)
      for stage in 0..<stages { faults += stageFaults(file, stage, split, items: items) }
    } catch { faults.append("\(error)") }
    let known = file.entries.map(\.name).filter { $0.hasPrefix("stage") && $0.hasSuffix(".items") }
    if known.count > stages {
      faults.append("\(path): tensor \"stage\(stages).items\" is missing between others.")
    }
    guard faults.isEmpty else { return faults }
    do {
      _ = try split.map { try Trajectory(file: path, for: $0) } ?? Trajectory(standalone: path)
      return []
    } catch { return ["\(error)"] }
  }

  private static func metadataFaults(_ file: SafetensorsFile, _ split: Split?) -> [String] {
    var problems = Trajectory.problems(inMetadataOf: file, for: split)
    if file.metadata["format"] == nil {
      problems.append("names no format; it should be \"\(TrajectoryMetadata.format)\"")
    }
    return problems.map { "\(file.path): \($0)." }
  }

  private static func stageFaults(
    _ file: SafetensorsFile, _ stage: Int, _ split: Split?, items: Int
  ) -> [String] {
    let name = "stage\(stage).items"
    do {
      let entry = try file.entry(name)
      let first = try file.entry("stage0.items").shape
      let shape = [split?.userCount ?? first.first ?? 0, first.last ?? 0]
      guard entry.shape == shape else {
        return ["\(file.path): tensor \"\(name)\" has shape \(entry.shape), not \(shape)."]
      }
      let rows = try file.int32s(name)
      let check = ListCheck(items: items, depth: shape[1], train: split?.train)
      return check.problem(in: rows).map { ["\(file.path): tensor \"\(name)\" \($0)."] } ?? []
    } catch {
      return ["\(error)"]
    }
  }
}
