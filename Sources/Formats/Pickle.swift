import Foundation

/// What a Python pickle of protocol 0 to 5 holds: numbers, texts, bytes, lists, tuples, dicts, sets
/// and numpy arrays. Whatever else a pickle asks for is refused by name, and nothing is ever run.
public struct Pickle: Sendable {
  /// The file, for messages.
  public let source: String
  /// The outermost object.
  public var root: PickledObject { PickledObject(heap: heap, value: value) }
  private let heap: PickleHeap
  private let value: PickleValue

  /// Reads a file, mapped: arrays stay in it.
  /// - Throws: `FileError` or ``ForeignFileError``.
  public init(_ path: String) throws {
    try self.init(Data.mapped(path), source: path)
  }

  /// Reads some bytes; `source` names them in messages.
  /// - Throws: ``ForeignFileError``.
  public init(_ data: Data, source: String) throws(ForeignFileError) {
    do {
      try self.init(PickleMachine(data), source: source)
    } catch {
      throw ForeignFileError(source, error.problem)
    }
  }

  /// Reads what `torch.save` wrote.
  /// - Throws: `FileError` or ``ForeignFileError``.
  public init(torch path: String) throws {
    try self.init(torch: Data.mapped(path), source: path)
  }

  init(torch data: Data, source: String) throws(ForeignFileError) {
    do {
      let archive = try ZipArchive(data)
      guard let member = archive.members.first(where: { $0.name.hasSuffix("/data.pkl") }) else {
        throw "is a zip file of neither numpy nor PyTorch" as ForeignFileError.Reason
      }
      let folder = member.name.dropLast("data.pkl".count)
      let pickle = try archive.bytes(of: member)
      let machine = PickleMachine(pickle, fileSize: data.count) {
        (key) throws(ForeignFileError.Reason) in
        guard let storage = archive.members.first(where: { $0.name == "\(folder)data/\(key)" })
        else { throw "has no storage \(key.prefix(20))" }
        return (try archive.bytes(of: storage), storage.isDeflated)
      }
      try self.init(machine, source: source)
    } catch let reason as ForeignFileError.Reason {
      throw ForeignFileError(source, reason.problem)
    } catch {
      throw ForeignFileError(source, "\(error)")
    }
  }

  private init(_ machine: PickleMachine, source: String) throws(ForeignFileError.Reason) {
    var machine = machine
    self.source = source
    value = try machine.run()
    heap = machine.heap
  }
}

/// One object of a pickle.
public struct PickledObject: Sendable {
  private let heap: PickleHeap
  private let value: PickleValue

  init(heap: PickleHeap, value: PickleValue) { (self.heap, self.value) = (heap, value) }

  private func object(_ value: PickleValue) -> PickledObject {
    PickledObject(heap: heap, value: value)
  }

  /// What it is, for messages.
  public var described: String {
    switch value {
    case .none: "None"
    case .bool: "a truth value"
    case .int: "a whole number"
    case .double: "a number"
    case .text: "a text"
    case .bytes: "bytes"
    case .list(let at): "a list of \(heap.items[Int(at)].count)"
    case .tuple(let at): "a tuple of \(heap.items[Int(at)].count)"
    case .set(let at): "a set of \(heap.items[Int(at)].count)"
    case .dict(let at): "a dict of \(heap.items[Int(at)].count / 2)"
    case .name: "the name of a function or type"
    case .type: "a dtype"
    case .array(let at): heap.arrays[Int(at)].map { "an array of shape \($0.shape)" } ?? "no array"
    case .storage: "a storage"
    }
  }

  /// Whether it is a set, whose order says nothing.
  public var isSet: Bool { if case .set = value { true } else { false } }
  /// Whether it is None.
  public var isNone: Bool { if case .none = value { true } else { false } }
  /// A whole number, or a truth value as one.
  public var int: Int? { heap.int(value) }
  /// A text, or bytes that are one.
  public var string: String? { heap.string(value) }

  /// A number.
  public var double: Double? {
    if case .double(let number) = value { return number }
    return int.map { Double($0) }
  }

  /// Bytes.
  public var bytes: Data? {
    if case .bytes(let at) = value { heap.blobs[Int(at)] } else { nil }
  }

  /// An array.
  public var array: StoredArray? {
    if case .array(let at) = value { heap.arrays[Int(at)] } else { nil }
  }

  /// The elements of a list, tuple or set; a set's in the order of the file.
  public var elements: [PickledObject]? { heap.elements(value)?.map(object) }

  /// The entries of a dict in the order of the file.
  public var entries: [(key: PickledObject, value: PickledObject)]? {
    guard case .dict(let at) = value else { return nil }
    let flat = heap.items[Int(at)]
    return stride(from: 0, to: flat.count - 1, by: 2).map { place in
      (object(flat[place]), object(flat[place + 1]))
    }
  }

  /// The value under a text in a dict.
  public subscript(_ key: String) -> PickledObject? {
    entries?.last { $0.key.string == key }?.value
  }

  /// The whole numbers of a list, tuple, set or array of one dimension; nil for anything else.
  public var integers: [Int64]? {
    if let array {
      return array.shape.count == 1 ? try? array.integers(rows: 0..<array.rows) : nil
    }
    guard let elements = heap.elements(value) else { return nil }
    let numbers = elements.compactMap { heap.int($0).map(Int64.init) }
    return numbers.count == elements.count ? numbers : nil
  }
}
