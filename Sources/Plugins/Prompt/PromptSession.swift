import Experiments
import LuaRuntime

/// Lua line by line, or file by file, in one environment that lives on from each to the next.
///
/// Besides the names of the sandbox it knows `hc` and `spec`, and lets globals be assigned.
public final class PromptSession {
  let library: PluginLibrary
  let environment: LuaTable
  private let picture: ValuePicture
  private var lines = 0
  /// The locals of earlier lines, which are gone.
  private var gone: Set<String> = []

  /// What became of some text.
  public enum Answer: Equatable, Sendable {
    /// It ran; the values it gave, one a line or more, empty when there were none.
    case values(String)
    /// It is the beginning of something: more lines are needed.
    case incomplete
    /// It failed: message and traceback.
    case failed(String)
  }

  /// A session over a library's folders.
  public init(_ library: PluginLibrary) throws {
    self.library = library
    let state = library.state
    try state.register(SpecWorldWords.vocabulary.makeClass())
    try state.register(SpecPluginWords.type)
    environment = try state.environment(
      adding: [
        "hc": try library.require("hetcomp"), "spec": .table(try SpecFixture.make(library)),
      ], assignable: true)
    picture = try ValuePicture(state)
    library.seedRandom(0, purpose: "prompt", epoch: 0, index: 0)
  }

  /// Runs an expression or statements.
  public func evaluate(_ text: String) -> Answer {
    let name = "line \(lines + 1)"
    defer { gone.formUnion(Self.locals(of: text)) }
    do {
      guard let chunk = try compile(text, named: name) else { return .incomplete }
      lines += 1
      let values = try chunk.call()
      if let help = Self.signature(of: text), case .function? = values.first {
        return .values(help)
      }
      return .values(try values.map(picture.block).joined(separator: "\n"))
    } catch let error as LuaError {
      return .failed(described(error, in: name) + hint(error))
    } catch {
      return .failed("\(error)")
    }
  }

  /// An expression, else statements; nil when either is only begun.
  private func compile(_ text: String, named name: String) throws(LuaError) -> LuaFunction? {
    func compile(_ source: String) throws(LuaError) -> LuaFunction {
      try library.state.load(source: source, chunkName: name, environment: environment)
    }
    func isBegun(_ error: LuaError) -> Bool { error.message.hasSuffix("near <eof>") }
    do { return try compile("return " + text) } catch {
      if isBegun(error) { return nil }
    }
    do { return try compile(text) } catch {
      if isBegun(error) { return nil }
      throw error
    }
  }

  /// Runs a file in the session's environment.
  /// - Throws: `ExperimentError.input` when it cannot be read or compiled, else `.failed`.
  public func run(file path: String) throws {
    let text: String
    do {
      text = try library.text(path)
      try library.compile(text, of: path)
    } catch {
      throw ExperimentError.input("\(error)")
    }
    do {
      try library.state.load(
        source: text, chunkName: library.shown(path), environment: environment
      ).call()
    } catch {
      throw ExperimentError.failed(described(error))
    }
  }

  /// Message and traceback; a mistake in the line itself is there to be seen without one.
  private func described(_ error: LuaError, in name: String? = nil) -> String {
    let isShort =
      error.traceback.isEmpty || error.kind == .syntax || (name != nil && error.file == name)
    return isShort ? error.description : "\(error.description)\n\(error.traceback)"
  }
}

// MARK: - Hints

extension PromptSession {
  /// What is said beside an unknown name that an earlier line had as a local.
  private func hint(_ error: LuaError) -> String {
    guard let match = error.message.firstMatch(of: /unknown global '(\w+)'/),
      gone.contains(String(match.1))
    else { return "" }
    return "\nlocals live for one line; leave out 'local'"
  }

  /// The names that a text declares by `local`.
  private static func locals(of text: String) -> [String] {
    text.matches(of: /\blocal\s+(?:function\s+)?([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)/)
      .flatMap { $0.1.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init) }
  }

  /// Signature and help of a function that is named alone, such as `hc.tensor`.
  private static func signature(of text: String) -> String? {
    let parts = text.split(separator: ".").map { $0.filter { !$0.isWhitespace } }
    guard parts.count == 2 else { return nil }
    return APIReference.types.first { $0.name == parts[0] }?.entries
      .first { $0.name == parts[1] && $0.form == .function }
      .map { "\($0.signature)\n\($0.help)" }
  }
}
