import LuaRuntime

/// One name that scripts may use on an object, with what the reference says of it.
struct Word<Receiver: AnyObject> {
  let name: String
  /// The call as one writes it, with its result.
  let signature: String
  /// One line of help.
  let help: String
  let body: (Receiver, borrowing LuaArguments) throws -> LuaValue

  init(
    _ name: String, _ signature: String, _ help: String,
    _ body: @escaping (Receiver, borrowing LuaArguments) throws -> LuaValue
  ) {
    self.name = name
    self.signature = signature
    self.help = help
    self.body = body
  }
}

extension LuaClass {
  /// Teaches the class all these words.
  func learn(_ words: [Word<T>]) {
    for word in words { method(word.name, word.body) }
  }
}
