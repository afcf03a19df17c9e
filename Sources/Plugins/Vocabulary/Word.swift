import LuaRuntime
import Tensors

/// One name that scripts may use on an object, with what the reference says of it.
struct Word<Receiver: AnyObject> {
  /// What stands behind the name.
  enum Body {
    case method((Receiver, borrowing LuaArguments) throws -> LuaValue)
    case property((Receiver) throws -> LuaValue)
    case element((Receiver, Int) throws -> LuaValue)
    case symbol(LuaOperator, (borrowing LuaArguments) throws -> LuaValue)
  }

  let name: String
  /// The call as one writes it, with its result.
  let signature: String
  /// One line of help.
  let help: String
  /// Where it may be used.
  let allowed: String
  let body: Body

  /// `object:name(…)`.
  init(
    _ name: String, _ signature: String, _ help: String, allowed: String = "everywhere",
    _ body: @escaping (Receiver, borrowing LuaArguments) throws -> LuaValue
  ) {
    self.init(name, signature, help, allowed, .method(body))
  }

  /// `object.name`, worked out at each reading.
  init(
    property name: String, _ signature: String, _ help: String, allowed: String = "everywhere",
    _ body: @escaping (Receiver) throws -> LuaValue
  ) {
    self.init(name, signature, help, allowed, .property(body))
  }

  /// `object[i]`, counted from 1.
  init(
    element signature: String, _ help: String, _ body: @escaping (Receiver, Int) throws -> LuaValue
  ) {
    self.init("[i]", signature, help, "everywhere", .element(body))
  }

  /// An operator; arguments 1 and 2 are its operands as written.
  init(
    _ symbol: LuaOperator, _ signature: String, _ help: String,
    _ body: @escaping (borrowing LuaArguments) throws -> LuaValue
  ) {
    self.init(symbol.rawValue, signature, help, "everywhere", .symbol(symbol, body))
  }

  private init(
    _ name: String, _ signature: String, _ help: String, _ allowed: String, _ body: Body
  ) {
    self.name = name
    self.signature = signature
    self.help = help
    self.allowed = allowed
    self.body = body
  }
}

/// A sort of object that scripts meet: what it is called, what it stands for, and its words.
struct Vocabulary<Receiver: AnyObject> {
  /// The type's name in messages and in the reference.
  let name: String
  /// One line of help.
  let summary: String
  /// The memory that an object keeps alive, 0 where the run does; it counts against the limit.
  let bytes: (Receiver) -> Int
  let words: [Word<Receiver>]

  /// The class that answers to these words.
  func makeClass() -> LuaClass<Receiver> {
    let type = LuaClass<Receiver>(name, bytes: bytes)
    for word in words {
      switch word.body {
      case .method(let body):
        type.method(word.name) { receiver, a in
          do { return try body(receiver, a) } catch let error as TensorError {
            throw error.countedFromOne
          }
        }
      case .property(let body): type.property(word.name, body)
      case .element(let body): type.element(body)
      case .symbol(let symbol, let body): type.on(symbol, countedFromOne(body))
      }
    }
    return type
  }
}
