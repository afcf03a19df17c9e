import Formats
import Tensors

extension Trajectory {
  /// Writes the trajectory for numpy: arrays `stage0.items` int32 [users, K] and so on,
  /// `stage0.deviation` float32 where recorded, and the file's metadata as texts `metadata.keys` and
  /// `metadata.values`.
  ///
  /// - Throws: `FileError` or `SafetensorsError`.
  public func exportNpz(to path: String) throws {
    let writer = try NpzWriter(path)
    for stage in 0..<stages {
      let table = lists(stage: stage)
      try writer.append(table.values, shape: table.shape, named: "stage\(stage).items")
      if let deviations = try deviations(stage: stage) {
        try writer.append(
          deviations.values, shape: deviations.shape, named: "stage\(stage).deviation")
      }
    }
    let keys = metadata.keys.sorted()
    try writer.append(keys, named: "metadata.keys")
    try writer.append(keys.map { metadata[$0] ?? "" }, named: "metadata.values")
    try writer.commit()
  }

  /// Writes the stages anew as a trajectory file, without orders of training items.
  ///
  /// - Throws: `FileError` or `SafetensorsError`.
  public func exportSafetensors(to path: String) throws {
    var tensors: [(name: String, type: SafetensorsType, shape: [Int])] = []
    for stage in 0..<stages {
      tensors.append(("stage\(stage).items", .int32, [users, depth]))
      if hasDeviations { tensors.append(("stage\(stage).deviation", .float16, [users, depth])) }
    }
    let writer = try SafetensorsWriter(path, tensors: tensors, metadata: metadata)
    for stage in 0..<stages {
      try writer.append(lists(stage: stage), to: "stage\(stage).items")
      if let deviations = try deviations(stage: stage) {
        try writer.append(deviations, to: "stage\(stage).deviation")
      }
    }
    try writer.commit()
  }
}
