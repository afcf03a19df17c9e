import Formats
import Tensors

/// A snapshot of one training from which it continues to the same bytes: one safetensors file.
struct Checkpoint {
  /// Plain data: position, phase, patience, the states of participants.
  var record: JSONObject
  /// Float tensors by name.
  var tensors: [String: Tensor]
  /// The stage table.
  var stages: IndexTensor?

  init(record: JSONObject, tensors: [String: Tensor] = [:], stages: IndexTensor? = nil) {
    self.record = record
    self.tensors = tensors
    self.stages = stages
  }

  /// Reads a checkpoint.
  init(file path: String) throws {
    let file = try SafetensorsFile(path)
    let text = try file.metadata("record")
    guard let record = try JSONValue(parsing: text, source: path).object else {
      throw ExperimentError.input(
        "\(path): the checkpoint's record is no object; remove the file to begin that training anew."
      )
    }
    self.record = record
    tensors = [:]
    for entry in file.entries where entry.type == .float32 {
      tensors[entry.name] = try Tensor(file.floats(entry.name), shape: entry.shape)
    }
    stages = try file["stages"].map { try IndexTensor(file.int32s("stages"), shape: $0.shape) }
  }

  /// Writes it whole or not at all.
  func write(to path: String) throws {
    let names = tensors.keys.sorted()
    var declared = names.map {
      (name: $0, type: SafetensorsType.float32, shape: tensors[$0]?.shape ?? [])
    }
    if let stages { declared.append(("stages", .int32, stages.shape)) }
    let writer = try SafetensorsWriter(
      path, tensors: declared, metadata: ["record": JSONValue.object(record).text()])
    for name in names { try writer.append(tensors[name]?.values ?? [], to: name) }
    if let stages { try writer.append(stages.values, to: "stages") }
    try writer.commit()
  }

  /// The tensors whose names begin with `prefix`, without it.
  func tensors(under prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (name, tensor) in tensors where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = tensor
    }
    return found
  }
}
