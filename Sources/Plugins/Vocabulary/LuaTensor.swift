import Distillation
import LuaRuntime
import Tensors

/// A tensor in the hands of a script.
final class LuaTensor {
  let tensor: Tensor

  init(_ tensor: Tensor) { self.tensor = tensor }

  /// The memory that hangs on it: its elements, and what every tensor has beside them.
  var bytes: Int { 4 * tensor.count + (tensor.isTracked ? 768 : 256) }
}

/// A mask in the hands of a script.
final class LuaMask {
  let mask: Mask

  init(_ mask: Mask) { self.mask = mask }

  /// The memory that hangs on it.
  var bytes: Int { mask.values.count + 128 }
}

/// Ids of users or items, or places, in the hands of a script, where they count from 1.
final class LuaIndices {
  /// Counted from 0, −1 for none.
  let ids: IndexTensor
  /// The mini-batch whose first targets these are, which knows them sorted already.
  let batch: UserBatch?

  init(_ ids: IndexTensor, firstTargetsOf batch: UserBatch? = nil) {
    self.ids = ids
    self.batch = batch
  }

  /// The memory that hangs on them.
  var bytes: Int { 4 * ids.count + 128 + (batch?.bytes ?? 0) }
}

extension LuaValue {
  init(_ tensor: Tensor) { self = .object(LuaTensor(tensor)) }
  init(_ ids: IndexTensor) { self = .object(LuaIndices(ids)) }
  init(_ mask: Mask) { self = .object(LuaMask(mask)) }

  /// What an error message calls the value: "a tensor of shape [6, 40]", "nil", "a table".
  var described: String {
    if let tensor = asObject(LuaTensor.self) { return "a tensor of shape \(tensor.tensor.shape)" }
    if let mask = asObject(LuaMask.self) { return "a mask of shape \(mask.mask.shape)" }
    if let ids = asObject(LuaIndices.self) { return "an index of shape \(ids.ids.shape)" }
    return switch self {
    case .nil: "nil"
    case .integer(let value): "the number \(value)"
    case .number(let value): "the number \(value)"
    case .string(let text): "the string \"\(text)\""
    default: "a \(typeName)"
    }
  }
}

extension LuaArguments {
  /// A tensor; a number as a tensor of shape [], a mask as ones and zeros.
  func tensor(_ position: Int) throws -> Tensor {
    if let tensor = objectIfAny(position, as: LuaTensor.self) { return tensor.tensor }
    if isNumber(position) { return Tensor(Float(try number(position))) }
    if let mask = objectIfAny(position, as: LuaMask.self) { return mask.mask.ones }
    return try object(position, as: LuaTensor.self).tensor
  }

  /// A tensor, or a number that fills a shape.
  func tensor(_ position: Int, filling shape: [Int]) throws -> Tensor {
    if isNumber(position) { return Tensor(repeating: Float(try number(position)), shape: shape) }
    return try object(position, as: LuaTensor.self).tensor
  }

  func mask(_ position: Int) throws -> Mask { try object(position, as: LuaMask.self).mask }

  /// Ids or places, counted from 0 as Swift has them.
  func ids(_ position: Int) throws -> IndexTensor {
    try object(position, as: LuaIndices.self).ids
  }

  /// Ids of users, one a row.
  func users(_ position: Int) throws -> IndexTensor {
    let users = try ids(position)
    guard users.shape.count == 1 else {
      throw bad(position, "a list of users is needed, not an index of shape \(users.shape)")
    }
    return users
  }

  /// A positive whole number, no greater than a limit.
  func positive(_ position: Int, or standard: Int? = nil, atMost limit: Int = .max) throws -> Int {
    let number = try standard.map { try integer(position, or: $0) } ?? integer(position)
    guard number >= 1 else { throw bad(position, "it must be at least 1, not \(number)") }
    guard number <= limit else {
      throw bad(position, "it must be at most \(limit), not \(number)")
    }
    return number
  }

  /// A list of whole numbers, given as a table or one by one from a position on.
  func extents(_ position: Int) throws -> [Int] {
    var found: [Int] = []
    if let table = try value(position).asTable {
      for element in try table.elements() {
        guard let extent = element.asInteger else {
          throw bad(position, "a shape is made of whole numbers, not of \(element.described)")
        }
        found.append(extent)
      }
    } else if has(position) {
      for place in position...count { found.append(try integer(place)) }
    }
    return found
  }

  /// A shape for a new tensor.
  func shape(_ position: Int) throws -> [Int] { try checked(try extents(position), position) }

  /// A shape that a tensor may have.
  func checked(_ shape: [Int], _ position: Int) throws -> [Int] {
    guard shape.allSatisfy({ $0 >= 0 }) else {
      throw bad(position, "an extent is at least 0, not in \(shape)")
    }
    try TensorRoom.check(shape, in: "a new tensor")
    return shape
  }

  /// From the first to the last of a range counted from 1, both included; negative from the end.
  func range(_ first: Int, _ last: Int, of extent: Int) throws -> Range<Int> {
    let (low, high) = (try integer(first, or: 1), try integer(last, or: -1))
    let range = (low < 0 ? extent + low + 1 : low, high < 0 ? extent + high + 1 : high)
    guard range.0 >= 1, range.1 <= extent, range.1 >= range.0 - 1 else {
      throw bad(first, "\(low) to \(high) lies outside 1 to \(extent)")
    }
    return range.0 - 1..<range.1
  }

  /// An axis, counted from 1, or from the last one backwards by −1, −2, …; the result is from 0.
  func axis(_ position: Int, of shape: [Int]) throws -> Int {
    let axis = try integer(position)
    guard axis != 0, (-shape.count...shape.count).contains(axis) else {
      throw bad(position, "a tensor of shape \(shape) has axes 1 to \(shape.count), not \(axis)")
    }
    return axis > 0 ? axis - 1 : shape.count + axis
  }
}
