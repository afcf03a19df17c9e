import Foundation

/// The header of a safetensors file, checked: after it, every tensor's bytes are known to be there.
struct SafetensorsHeader {
  let path: String
  var metadata: [String: String] = [:]
  var entries: [SafetensorsEntry] = []
  /// Where the tensors' bytes begin.
  let dataStart: Int

  init(_ data: Data, path: String) throws(SafetensorsError) {
    self.path = path
    let length = try Self.headerLength(data, path: path)
    dataStart = 8 + length
    let json: JSONValue
    do {
      json = try JSONValue(parsing: [UInt8](data[8..<dataStart]), source: "header")
    } catch {
      throw SafetensorsError(
        path: path, tensor: nil, problem: "has no readable header (\(error.problem))")
    }
    guard let object = json.object else { throw failure(nil, "has no JSON object as its header") }
    for (name, value) in object {
      if name == "__metadata__" {
        metadata = try strings(value)
      } else {
        entries.append(try entry(name, value))
      }
    }
    entries.sort {
      ($0.bytes.lowerBound, $0.bytes.upperBound) < ($1.bytes.lowerBound, $1.bytes.upperBound)
    }
    try checkLayout(size: data.count - dataStart)
  }

  private static func headerLength(_ data: Data, path: String) throws(SafetensorsError) -> Int {
    let length = data.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard data.count > 8, length >= 2, length <= UInt64(data.count - 8),
      data[8] == UInt8(ascii: "{")
    else {
      throw SafetensorsError(
        path: path, tensor: nil,
        problem: "is not a safetensors file, or it is cut off within its header")
    }
    return Int(length)
  }

  private func strings(_ value: JSONValue) throws(SafetensorsError) -> [String: String] {
    guard let members = value.object else { throw failure(nil, "has metadata that is no object") }
    var strings: [String: String] = [:]
    for (key, value) in members {
      guard let text = value.string else {
        throw failure(nil, "has metadata \"\(key)\" that is no string")
      }
      strings[key] = text
    }
    return strings
  }

  private func entry(_ name: String, _ value: JSONValue) throws(SafetensorsError)
    -> SafetensorsEntry
  {
    let typeName = value["dtype"]?.string ?? "none"
    guard let type = SafetensorsType(rawValue: typeName) else {
      let known = SafetensorsType.allCases.map(\.rawValue).joined(separator: ", ")
      throw failure(name, "is of type \(typeName); the types read here are \(known)")
    }
    guard let shape = value["shape"]?.ints, shape.allSatisfy({ $0 >= 0 }) else {
      throw failure(name, "has no valid shape")
    }
    guard let offsets = value["data_offsets"]?.ints, offsets.count == 2, offsets[0] >= 0,
      offsets[0] <= offsets[1]
    else { throw failure(name, "has no valid data_offsets") }
    var largest = type.width
    for dimension in shape {
      let (product, overflow) = largest.multipliedReportingOverflow(by: max(1, dimension))
      guard !overflow else { throw failure(name, "has a shape too large for any file") }
      largest = product
    }
    let size = shape.contains(0) ? 0 : largest
    guard size == offsets[1] - offsets[0] else {
      throw failure(
        name, "of shape \(shape) needs \(size) bytes but spans \(offsets[1] - offsets[0])")
    }
    return SafetensorsEntry(name: name, type: type, shape: shape, bytes: offsets[0]..<offsets[1])
  }

  /// The tensors must tile the rest of the file: no overlap, no hole, nothing missing or left over.
  private func checkLayout(size: Int) throws(SafetensorsError) {
    var end = 0
    for entry in entries {
      if entry.bytes.upperBound > size {
        throw failure(
          entry.name,
          "ends at byte \(entry.bytes.upperBound) of \(size): the file is cut off, fetch it again")
      }
      if entry.bytes.lowerBound < end { throw failure(entry.name, "overlaps the one before it") }
      if entry.bytes.lowerBound > end { throw failure(entry.name, "begins after a hole") }
      end = entry.bytes.upperBound
    }
    if end < size { throw failure(nil, "has \(size - end) bytes that belong to no tensor") }
  }

  private func failure(_ tensor: String?, _ problem: String) -> SafetensorsError {
    SafetensorsError(path: path, tensor: tensor, problem: problem)
  }
}
