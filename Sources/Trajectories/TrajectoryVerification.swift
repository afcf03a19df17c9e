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
    var stage = 0
    while file["stage\(stage).items"] != nil {
      faults += stageFaults(file, stage, split)
      stage += 1
    }
    let known = file.entries.map(\.name).filter { $0.hasPrefix("stage") && $0.hasSuffix(".items") }
    if known.count > stage {
      faults.append("\(path): tensor \"stage\(stage).items\" is missing between others.")
    }
    if faults.isEmpty, let split {
      do { _ = try Trajectory(file: path, for: split) } catch { faults.append("\(error)") }
    }
    return faults
  }

  private static func metadataFaults(_ file: SafetensorsFile, _ split: Split?) -> [String] {
    var problems = Trajectory.problems(inMetadataOf: file, for: split)
    if file.metadata["format"] == nil {
      problems.append("names no format; it should be \"\(TrajectoryMetadata.format)\"")
    }
    return problems.map { "\(file.path): \($0)." }
  }

  private static func stageFaults(
    _ file: SafetensorsFile, _ stage: Int, _ split: Split?
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
      let declared = file.metadata["items"].flatMap { Int($0) }
      let items = split?.itemCount ?? declared ?? Int(rows.max() ?? 0) + 1
      let check = ListCheck(items: items, depth: shape[1], train: split?.train)
      return check.problem(in: rows).map { ["\(file.path): tensor \"\(name)\" \($0)."] } ?? []
    } catch {
      return ["\(error)"]
    }
  }
}
