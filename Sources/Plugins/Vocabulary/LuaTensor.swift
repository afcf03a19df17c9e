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
}

extension LuaValue {
  init(_ tensor: Tensor) { self = .object(LuaTensor(tensor)) }
  init(_ mask: Mask) { self = .object(LuaMask(mask)) }

  /// What an error message calls the value: "a tensor of shape [6, 40]", "nil", "a table".
  var described: String {
    if let tensor = asObject(LuaTensor.self) { return "a tensor of shape \(tensor.tensor.shape)" }
    if let mask = asObject(LuaMask.self) { return "a mask of shape \(mask.mask.shape)" }
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

  /// An axis, counted from 1, or from the last one backwards by −1, −2, …; the result is from 0.
  func axis(_ position: Int, of shape: [Int]) throws -> Int {
    let axis = try integer(position)
    guard axis != 0, (-shape.count...shape.count).contains(axis) else {
      throw bad(position, "a tensor of shape \(shape) has axes 1 to \(shape.count), not \(axis)")
    }
    return axis > 0 ? axis - 1 : shape.count + axis
  }
}
