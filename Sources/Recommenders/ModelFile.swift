import Formats
import Interactions
import Tensors

/// Trained models as safetensors files: every parameter under its name, and what the model is.
///
/// The bytes depend on the model alone: no time, path or thread count is written.
public enum ModelFile {
  /// The metadata that says what kind of file this is.
  public static let format = "hetcomp.model.1"

  /// Writes a model.
  ///
  /// - Parameters:
  ///   - metadata: Entries besides `format`, `model`, `params`, `users`, `items`.
  ///   - ids: The original ids to be kept beside the parameters, such as those of its users under
  ///     `user`.
  /// - Throws: `FileError`.
  public static func save(
    _ model: any Recommender, _ specification: ModelSpecification, to path: String,
    metadata: [String: String] = [:], ids: [(name: String, map: IdMap)] = []
  ) throws(FileError) {
    let own = [
      "format": format, "model": specification.kind, "params": specification.json.text(),
      "users": "\(model.users)", "items": "\(model.items)",
    ]
    let tensors = model.parameters.map { ($0.name, SafetensorsType.float32, $0.value.shape) }
    let file = try SafetensorsWriter(
      path, tensors: tensors + ids.flatMap { $0.map.declaration(named: $0.name) },
      metadata: metadata.merging(own) { _, own in own })
    for parameter in model.parameters {
      try file.append(parameter.value.values, to: parameter.name)
    }
    for (name, map) in ids { try map.append(to: file, named: name) }
    try file.commit()
  }

  /// Reads a file's parameters into a model of the same kind and sizes.
  ///
  /// - Throws: `FileError`, `SafetensorsError` or ``ModelError/file(path:reason:)``; the model is
  ///   unchanged then.
  public static func load(_ path: String, into model: any Recommender) throws {
    let file = try SafetensorsFile(path)
    let kind = type(of: model).kind
    if let found = file.metadata["model"], found != kind {
      throw ModelError.file(path: path, reason: "it holds a model \"\(found)\", not \"\(kind)\"")
    }
    let values = try model.parameters.map { parameter in
      let shape = try file.entry(parameter.name).shape
      guard shape == parameter.value.shape else {
        throw ModelError.file(
          path: path,
          reason: "tensor \"\(parameter.name)\" has shape \(shape), the model wants "
            + "\(parameter.value.shape); it belongs to other data or another width")
      }
      return try Tensor(file.floats(parameter.name), shape: shape)
    }
    for (parameter, value) in zip(model.parameters, values) { try parameter.assign(value) }
  }
}
