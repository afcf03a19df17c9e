import Formats
import Interactions
import Tensors

/// Trained models as safetensors files: every parameter under its name, and what the model is.
///
/// That of an ``EmbeddingModel`` also holds the embeddings whose products are its scores, under
/// `user.embedding` and `item.embedding`, where these are no parameters.
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
  /// - Throws: `FileError`, or what working out embeddings throws.
  public static func save(
    _ model: any Recommender, _ specification: ModelSpecification, to path: String,
    metadata: [String: String] = [:], ids: [(name: String, map: IdMap)] = []
  ) throws {
    let own = [
      "format": format, "model": specification.kind, "params": specification.json.text(),
      "users": "\(model.users)", "items": "\(model.items)",
    ]
    let values = try model.parameters.map { ($0.name, $0.value) } + embeddings(of: model)
    let tensors = values.map { ($0.0, SafetensorsType.float32, $0.1.shape) }
    let file = try SafetensorsWriter(
      path, tensors: tensors + ids.flatMap { $0.map.declaration(named: $0.name) },
      metadata: metadata.merging(own) { _, own in own })
    for (name, value) in values { try file.append(value.values, to: name) }
    for (name, map) in ids { try map.append(to: file, named: name) }
    try file.commit()
  }

  private static func embeddings(of model: any Recommender) throws -> [(String, Tensor)] {
    guard let model = model as? any EmbeddingModel,
      !model.parameters.contains(where: { $0.name == "user.embedding" })
    else { return [] }
    let users = IndexTensor([Int32](0..<Int32(model.users)))
    return [
      ("user.embedding", try model.userEmbeddings(users)),
      ("item.embedding", try model.itemEmbeddings()),
    ]
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
    for parameter in model.parameters {
      let shape = try file.entry(parameter.name, of: [.float32, .float16]).shape
      guard shape == parameter.value.shape else {
        throw ModelError.file(
          path: path,
          reason: "tensor \"\(parameter.name)\" has shape \(shape), the model wants "
            + "\(parameter.value.shape); it belongs to other data or another width")
      }
    }
    for parameter in model.parameters { try parameter.assign(file.tensor(parameter.name)) }
  }
}
