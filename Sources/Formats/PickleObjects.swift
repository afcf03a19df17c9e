import Foundation

/// The instructions that ask for objects: of all there could be, plain containers and arrays.
extension PickleMachine {
  mutating func runObject(_ opcode: PickleOpcode) throws(ForeignFileError.Reason) {
    switch opcode {
    case .global:
      let module = try line()
      stack.append(.name(try PickleName(module, try line())))
    case .stackGlobal:
      let (name, module) = try (pop(), pop())
      guard let name = heap.string(name), let module = heap.string(module) else {
        throw Self.damaged
      }
      stack.append(.name(try PickleName(module, name)))
    case .inst:
      let module = try line()
      let name = try PickleName(module, try line())
      stack.append(try make(name, try popToMark()))
    case .obj:
      let parts = try popToMark()
      guard case .name(let name)? = parts.first else { throw Self.damaged }
      stack.append(try make(name, Array(parts.dropFirst())))
    case .reduce, .newObj:
      let (arguments, callee) = try (pop(), pop())
      guard case .name(let name) = callee, let arguments = heap.elements(arguments) else {
        throw Self.damaged
      }
      stack.append(try make(name, arguments))
    case .newObjEx: throw "holds an object with named arguments, which is refused"
    case .build:
      let state = try pop()
      guard let object = stack.last else { throw Self.damaged }
      try build(object, state)
    case .binPersId: stack.append(try storage(try pop()))
    case .persId: throw "refers to an object outside of it, which is refused"
    case .ext1, .ext2, .ext4: throw "uses the registry of extensions, which is refused"
    case .nextBuffer, .readonlyBuffer:
      throw "keeps its arrays outside of the file (out-of-band buffers): pickle it without"
    default: throw Self.damaged
    }
  }

  /// What a call of a known name gives.
  private mutating func make(
    _ name: PickleName, _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> PickleValue {
    switch name {
    case .makeArray: return heap.array(nil)
    case .dtype:
      guard let type = arguments.first.flatMap(heap.string) else { throw Self.damaged }
      heap.types.append(PickledType(name: type))
      return .type(Int32(heap.types.count - 1))
    case .makeScalar: return try scalar(arguments)
    case .arrayFromBuffer: return try arrayFromBuffer(arguments)
    case .encode: return try encode(arguments)
    case .set, .frozenSet: return .set(heap.collect(try elements(arguments)))
    case .list: return .list(heap.collect(try elements(arguments)))
    case .tuple: return .tuple(heap.collect(try elements(arguments)))
    case .dict, .orderedDict: return .dict(heap.collect(try pairs(arguments)))
    case .defaultDict: return .dict(heap.collect([]))
    case .bytes, .byteArray: return try bytes(arguments)
    case .rebuildTensor: return try tensor(arguments)
    case .rebuildParameter:
      guard let tensor = arguments.first else { throw Self.damaged }
      return tensor
    default: throw "calls something that only stands for a type, which is refused"
    }
  }

  private mutating func elements(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> [PickleValue] {
    guard let first = arguments.first else { return [] }
    guard let elements = heap.elements(first) else { throw Self.damaged }
    try copy(elements.count * MemoryLayout<PickleValue>.stride)
    return elements
  }

  /// The pairs of `OrderedDict([(key, value), …])`, flattened.
  private mutating func pairs(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> [PickleValue] {
    var flat: [PickleValue] = []
    for pair in try elements(arguments) {
      guard let both = heap.elements(pair), both.count == 2 else { throw Self.damaged }
      flat += both
    }
    return flat
  }

  private mutating func bytes(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> PickleValue {
    switch arguments.first {
    case nil: return heap.bytes(Data())
    case .bytes(let at)?: return .bytes(at)
    default: return try encode(arguments)
    }
  }

  /// Bytes that were written as a text of Latin-1, before protocol 3 could write bytes.
  private mutating func encode(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> PickleValue {
    guard case .text(let at)? = arguments.first else { throw Self.damaged }
    try copy(heap.texts[Int(at)].utf8.count)
    var bytes = Data()
    for scalar in heap.texts[Int(at)].unicodeScalars {
      guard scalar.value < 256 else { throw Self.damaged }
      bytes.append(UInt8(scalar.value))
    }
    return heap.bytes(bytes)
  }
}

// MARK: - Arrays

extension PickleMachine {
  private func element(_ value: PickleValue?) throws(ForeignFileError.Reason) -> ElementType {
    guard case .type(let at)? = value else { throw Self.damaged }
    return try heap.types[Int(at)].element()
  }

  private func data(_ value: PickleValue?) throws(ForeignFileError.Reason) -> Data {
    guard case .bytes(let at)? = value else { throw Self.damaged }
    return heap.blobs[Int(at)]
  }

  private mutating func scalar(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> PickleValue {
    guard arguments.count == 2 else { throw Self.damaged }
    let type = try element(arguments[0])
    let one = try StoredArray(try data(arguments[1]), type: type, shape: [])
    if type.isText { return heap.text(try one.texts().first ?? "") }
    if type.kind == .bool { return .bool(try one.integers(rows: 0..<1)[0] != 0) }
    if type.isInteger { return .int(try one.integers(rows: 0..<1)[0]) }
    return .double(try one.double())
  }

  private mutating func arrayFromBuffer(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> PickleValue {
    guard arguments.count >= 4, let shape = heap.ints(arguments[2]),
      let order = heap.string(arguments[3])
    else { throw Self.damaged }
    return heap.array(
      try StoredArray(
        try data(arguments[0]), type: try element(arguments[1]), shape: shape,
        isFortran: order == "F"))
  }

  private mutating func tensor(
    _ arguments: [PickleValue]
  ) throws(ForeignFileError.Reason) -> PickleValue {
    guard arguments.count >= 4, case .storage(let at) = arguments[0],
      let offset = heap.int(arguments[1]), let shape = heap.ints(arguments[2]),
      let strides = heap.ints(arguments[3])
    else { throw Self.damaged }
    let storage = heap.storages[Int(at)]
    let (start, overflow) = offset.multipliedReportingOverflow(by: storage.type.width)
    guard !overflow else { throw Self.damaged }
    return heap.array(
      try StoredArray(
        storage.data, start: start, type: storage.type, shape: shape, strides: strides))
  }

  /// The storage that a PyTorch file keeps beside its pickle.
  private mutating func storage(
    _ id: PickleValue
  ) throws(ForeignFileError.Reason) -> PickleValue {
    guard let storages else { throw "refers to an object outside of it, which is refused" }
    guard let parts = heap.elements(id), parts.count >= 3, heap.string(parts[0]) == "storage",
      case .name(let name) = parts[1], let type = name.storageType,
      let key = heap.string(parts[2])
    else { throw Self.damaged }
    heap.storages.append(PickledStorage(type: type, data: try bytes(of: key, in: storages)))
    return .storage(Int32(heap.storages.count - 1))
  }

  private mutating func bytes(
    of key: String, in storages: Storages
  ) throws(ForeignFileError.Reason) -> Data {
    if let known = knownStorages[key] { return known }
    let storage = try storages(key)
    if storage.isCopy { try copy(storage.data.count) }
    knownStorages[key] = storage.data
    return storage.data
  }

  /// Gives an object that was just made its state.
  private mutating func build(
    _ object: PickleValue, _ state: PickleValue
  ) throws(ForeignFileError.Reason) {
    switch object {
    case .array(let at):
      guard let parts = heap.elements(state), parts.count >= 5, let shape = heap.ints(parts[1]),
        let isFortran = heap.int(parts[3])
      else { throw Self.damaged }
      let type = try element(parts[2])
      heap.arrays[Int(at)] = try StoredArray(
        try data(parts[4]), type: type, shape: shape, isFortran: isFortran != 0)
    case .type(let at):
      guard let parts = heap.elements(state), parts.count >= 2, let order = heap.string(parts[1])
      else { throw Self.damaged }
      heap.types[Int(at)].order = order
    case .dict: break
    default: throw "holds an object with a state of its own, which is refused"
    }
  }
}
