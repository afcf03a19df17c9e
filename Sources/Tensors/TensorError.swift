/// What a tensor operation refuses: shapes that do not fit, or an index outside its tensor.
public enum TensorError: Error, Equatable, CustomStringConvertible {
  /// Two shapes that the operation cannot combine.
  case shapes(operation: String, left: [Int], right: [Int])
  /// One shape the operation cannot take, and what it wants instead.
  case shape(operation: String, found: [Int], wanted: String)
  /// An index outside `0 ..< limit`.
  case index(operation: String, found: Int, limit: Int)
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
    case .gradient(let reason): reason
    }
  }
}
