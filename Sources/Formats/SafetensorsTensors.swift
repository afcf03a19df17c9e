import Tensors

extension SafetensorsFile {
  /// An F32 or F16 tensor.
  ///
  /// - Throws: ``SafetensorsError``.
  public func tensor(_ name: String) throws -> Tensor {
    try Tensor(floats(name), shape: entry(name).shape)
  }

  /// Some rows of an F32 or F16 tensor.
  ///
  /// - Throws: ``SafetensorsError``.
  public func tensor(_ name: String, rows: Range<Int>) throws -> Tensor {
    try Tensor(floats(name, rows: rows), shape: [rows.count] + entry(name).shape.dropFirst())
  }
}

extension SafetensorsWriter {
  /// Appends a tensor's elements to an F32 or F16 tensor of the file.
  public func append(_ tensor: Tensor, to name: String) throws(FileError) {
    try append(tensor.values, to: name)
  }

  /// Appends a tensor's elements to an I32 tensor of the file.
  public func append(_ tensor: IndexTensor, to name: String) throws(FileError) {
    try append(tensor.values, to: name)
  }

  /// Writes a file of F32 tensors at once.
  public static func write(
    _ tensors: [(name: String, value: Tensor)], metadata: [String: String] = [:], to path: String
  ) throws(FileError) {
    let declared = tensors.map { ($0.name, SafetensorsType.float32, $0.value.shape) }
    let writer = try SafetensorsWriter(path, tensors: declared, metadata: metadata)
    for (name, value) in tensors { try writer.append(value, to: name) }
    try writer.commit()
  }
}
