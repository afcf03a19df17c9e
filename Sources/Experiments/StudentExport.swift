import Formats
import Interactions
import Recommenders
import Tensors

/// A form in which a student's embeddings leave the project.
public enum StudentFormat: String, CaseIterable, Sendable {
  /// One file of `user.embedding`, `item.embedding` and the original ids.
  case safetensors
  /// The same for numpy, under names with an underscore.
  case npz
  /// `users.tsv` and `items.tsv`: an id, then the numbers of its embedding.
  case tsv
}

extension StoredStudent {
  /// Writes the embeddings whose products are the student's scores, with the original ids.
  ///
  /// - Parameter path: the file, or for `tsv` the folder.
  /// - Returns: the files that were written.
  /// - Throws: ``ExperimentError``.
  public func export(_ format: StudentFormat, to path: String) throws(ExperimentError) -> [String] {
    do {
      let users = try model.userEmbeddings(IndexTensor([Int32](0..<Int32(model.users)))).detached
      let items = try model.itemEmbeddings().detached
      switch format {
      case .safetensors: try writeSafetensors(users, items, to: path)
      case .npz: try writeNpz(users, items, to: path)
      case .tsv:
        let files = ["\(path)/users.tsv", "\(path)/items.tsv"]
        try writeTable(users, split.users, to: files[0])
        try writeTable(items, split.items, to: files[1])
        return files
      }
      return [path]
    } catch {
      throw .asInput(error)
    }
  }

  private func writeSafetensors(_ users: Tensor, _ items: Tensor, to path: String) throws {
    let writer = try SafetensorsWriter(
      path,
      tensors: [
        ("user.embedding", .float32, users.shape), ("item.embedding", .float32, items.shape),
      ] + split.users.declaration(named: "user") + split.items.declaration(named: "item"),
      metadata: ["dataset": split.dataset, "split_fingerprint": split.fingerprint])
    try writer.append(users, to: "user.embedding")
    try writer.append(items, to: "item.embedding")
    try split.users.append(to: writer, named: "user")
    try split.items.append(to: writer, named: "item")
    try writer.commit()
  }

  private func writeNpz(_ users: Tensor, _ items: Tensor, to path: String) throws {
    let writer = try NpzWriter(path)
    for (name, table, ids) in [("user", users, split.users), ("item", items, split.items)] {
      try writer.append(table.values, shape: table.shape, named: "\(name)_embedding")
      if ids.isText {
        try writer.append(ids.texts, named: "\(name)_ids")
      } else {
        try writer.append(ids.numbers, named: "\(name)_ids")
      }
    }
    try writer.commit()
  }

  private func writeTable(_ table: Tensor, _ ids: IdMap, to path: String) throws {
    let file = try AtomicFile(path)
    let (values, width) = (table.values, table.shape[1])
    for row in 0..<table.shape[0] {
      let cells = values[row * width..<(row + 1) * width].map { "\($0)" }
      try file.append(([ids[row]] + cells).joined(separator: "\t") + "\n")
    }
    try file.commit()
  }
}
