/// What a tensor operation refuses: shapes that do not fit, or an index outside its tensor.
public enum TensorError: Error, Equatable, CustomStringConvertible {
  /// Two shapes that the operation cannot combine.
  case shapes(operation: String, left: [Int], right: [Int])
  /// One shape the operation cannot take, and what it wants instead.
  case shape(operation: String, found: [Int], wanted: String)
  /// An index outside `0 ..< limit`.
  case index(operation: String, found: Int, limit: Int)
  /// A result that the machine could not hold.
  case room(operation: String, shape: [Int])
  /// `backward()` on something that is not a single tracked number.
  case gradient(String)

  /// One sentence that names the operation and the fix.
  public var description: String {
    switch self {
    case .shapes(let operation, let left, let right):
      "\(operation): a tensor of shape \(left) does not fit one of shape \(right)"
    case .shape(let operation, let found, let wanted):
      "\(operation): a tensor of shape \(found) was given where \(wanted) is needed"
    case .index(let operation, let found, let limit):
      "\(operation): index \(found) lies outside 0 ..< \(limit)"
    case .room(let operation, let shape):
      "\(operation): a tensor of shape \(shape) is larger than half of this machine's memory, "
        + "\(TensorRoom.bytes >> 30) GB"
    case .gradient(let reason): reason
    }
  }
}
