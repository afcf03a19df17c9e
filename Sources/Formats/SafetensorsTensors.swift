import Tensors

extension SafetensorsFile {
  /// An F32 or F16 tensor.
  ///
  /// - Throws: ``SafetensorsError``.
  public func tensor(_ name: String) throws -> Tensor {
    try Tensor(floats(name), shape: entry(name).shape)
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
}
