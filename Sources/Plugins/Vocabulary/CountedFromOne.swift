import LuaRuntime
import Tensors

/// A function for scripts whose errors name indices as scripts count them.
func countedFromOne(
  _ body: @escaping (borrowing LuaArguments) throws -> LuaValue
) -> (borrowing LuaArguments) throws -> LuaValue {
  { arguments in
    do { return try body(arguments) } catch let error as TensorError { throw error.countedFromOne }
  }
}

extension TensorError {
  /// The error as a script reads it, where ids and places count from 1 and 0 stands for none.
  var countedFromOne: LuaError {
    guard case .index(let operation, let found, let limit) = self else {
      return LuaError("\(self)", payload: self)
    }
    let none = found == -1 ? ", which stands for none," : ""
    return LuaError("\(operation): index \(found + 1)\(none) lies outside 1 to \(limit)")
  }
}
