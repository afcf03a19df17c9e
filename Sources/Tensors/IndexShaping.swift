extension IndexTensor {
  /// The same elements under another shape of equal count; a view.
  public func reshaped(_ shape: [Int]) throws(TensorError) -> IndexTensor {
    guard shape.reduce(1, *) == count else {
      throw .shapes(operation: "reshape", left: self.shape, right: shape)
    }
    return IndexTensor(shape: shape, storage: storage, offset: offset)
  }

  /// A range of columns of a matrix.
  public func columns(_ range: Range<Int>) throws(TensorError) -> IndexTensor {
    guard shape.count == 2 else {
      throw .shape(operation: "columns", found: shape, wanted: "a matrix")
    }
    guard range.lowerBound >= 0, range.upperBound <= shape[1] else {
      throw .index(operation: "columns", found: range.upperBound - 1, limit: shape[1])
    }
    let (rows, width) = (shape[0], shape[1])
    let result = Storage<Int32>(uninitialized: rows * range.count)
    for row in 0..<rows {
      (result.base + row * range.count).update(
        from: base + row * width + range.lowerBound, count: range.count)
    }
    return IndexTensor(shape: [rows, range.count], storage: result)
  }

  /// Entries along the first axis by index: rows of a matrix, elements of a vector. An id of −1
  /// gives −1 throughout.
  public func gatherRows(_ ids: IndexTensor) throws(TensorError) -> IndexTensor {
    guard let length = shape.first else {
      throw .shape(operation: "rows", found: shape, wanted: "one with rows")
    }
    try ids.checkPadded(below: length, in: "rows")
    let width = shape[1...].reduce(1, *)
    try TensorRoom.check(ids.shape + [width], in: "rows")
    let result = Storage<Int32>(repeating: -1, count: ids.count * width)
    for k in 0..<ids.count where ids.base[k] >= 0 {
      (result.base + k * width).update(from: base + Int(ids.base[k]) * width, count: width)
    }
    return IndexTensor(shape: ids.shape + shape[1...], storage: result)
  }

  /// Elements of each row by place: [b, n] and [b, k] places give [b, k]; −1 gives −1.
  public func gatherColumns(_ places: IndexTensor) throws(TensorError) -> IndexTensor {
    guard shape.count == 2, places.shape.count == 2, places.shape[0] == shape[0] else {
      throw .shapes(operation: "pick", left: shape, right: places.shape)
    }
    try places.checkPadded(below: shape[1], in: "pick")
    let (width, picked) = (shape[1], places.shape[1])
    let result = Storage<Int32>(repeating: -1, count: places.count)
    for at in 0..<places.count where places.base[at] >= 0 {
      result.base[at] = base[at / picked * width + Int(places.base[at])]
    }
    return IndexTensor(shape: places.shape, storage: result)
  }

  /// Matrices of equally many rows side by side.
  public static func joined(_ parts: [IndexTensor]) throws(TensorError) -> IndexTensor {
    guard let first = parts.first, first.shape.count == 2 else {
      throw .shape(operation: "concat", found: parts.first?.shape ?? [], wanted: "matrices")
    }
    for part in parts where part.shape.count != 2 || part.shape[0] != first.shape[0] {
      throw .shapes(operation: "concat", left: first.shape, right: part.shape)
    }
    let width = parts.reduce(0) { $0 + $1.shape[1] }
    try TensorRoom.check([first.shape[0], width], in: "concat")
    let result = Storage<Int32>(uninitialized: first.shape[0] * width)
    var start = 0
    for part in parts {
      let own = part.shape[1]
      for row in 0..<first.shape[0] {
        (result.base + row * width + start).update(from: part.base + row * own, count: own)
      }
      start += own
    }
    return IndexTensor(shape: [first.shape[0], width], storage: result)
  }

  /// The ids of `yes` where the mask is true and of `no` elsewhere.
  /// - Throws: ``TensorError`` unless all three have one shape.
  public static func choose(
    _ mask: Mask, _ yes: IndexTensor, _ no: IndexTensor
  ) throws(TensorError) -> IndexTensor {
    for shape in [no.shape, mask.shape] where shape != yes.shape {
      throw .shapes(operation: "where", left: yes.shape, right: shape)
    }
    return IndexTensor(shape: yes.shape) { ids in
      for i in ids.indices { ids[i] = mask.values[i] ? yes[i] : no[i] }
    }
  }

  /// Every id that occurs, once, in rising order; −1 is none.
  public var distinct: IndexTensor {
    var found: [Int32] = []
    for id in values.sorted() where id >= 0 && id != found.last { found.append(id) }
    return IndexTensor(found)
  }

  /// Where an element is no pad.
  public var present: Mask { compare { $0 >= 0 } }

  /// Where `rule` holds of an element.
  public func compare(_ rule: (Int32) -> Bool) -> Mask {
    Mask(unchecked: values.map(rule), shape: shape)
  }
}
