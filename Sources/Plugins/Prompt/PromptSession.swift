import Experiments
import LuaRuntime

/// Lua line by line, or file by file, in one environment that lives on from each to the next.
///
/// Besides the names of the sandbox it knows `hc` and `spec`, and lets globals be assigned.
public final class PromptSession {
  private let library: PluginLibrary
  private let environment: LuaTable
  private let entries: LuaFunction
  private var lines = 0

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
    entries = try state.load(
      source: """
        local list = {}
        for key, value in pairs((...)) do list[#list + 1] = { key, value } end
        return list
        """, chunkName: "entries")
    library.seedRandom(0, purpose: "prompt", epoch: 0, index: 0)
  }

  /// Runs an expression or statements.
  public func evaluate(_ text: String) -> Answer {
    let name = "line \(lines + 1)"
    do {
      guard let chunk = try compile(text, named: name) else { return .incomplete }
      lines += 1
      return .values(try chunk.call().map { try picture($0) }.joined(separator: "\n"))
    } catch let error as LuaError {
      return .failed(described(error))
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
    do {
      _ = try library.compile(path)
    } catch {
      throw ExperimentError.input("\(error)")
    }
    let text = try library.text(path)
    do {
      try library.state.load(
        source: text, chunkName: library.shown(path), environment: environment
      ).call()
    } catch {
      throw ExperimentError.failed(described(error))
    }
  }

  private func described(_ error: LuaError) -> String {
    let isShort = error.traceback.isEmpty || error.kind == .syntax
    return isShort ? error.description : "\(error.description)\n\(error.traceback)"
  }
}

// MARK: - Showing values

extension PromptSession {
  private static let most = 24

  /// A value as a person reads it: tables with their entries, two deep.
  private func picture(_ value: LuaValue, depth: Int = 0) throws -> String {
    switch value {
    case .string(let text): return "\"\(text)\""
    case .function(let function):
      return function.definition.map { "function of \($0.file):\($0.line)" } ?? "native function"
    case .table(let table): return try picture(of: table, depth: depth)
    default: return try library.state.text(value)
    }
  }

  private func picture(of table: LuaTable, depth: Int) throws -> String {
    guard depth < 3 else { return "{ … }" }
    let list: [LuaValue]
    do { list = try entries(.table(table)).asTable?.elements() ?? [] } catch {
      return try library.state.text(.table(table))
    }
    if list.isEmpty { return "{}" }
    var place = 1
    var parts = try list.prefix(Self.most).map { entry -> String in
      let pair = entry.asTable
      let (key, value) = (try pair?[1] ?? .nil, try pair?[2] ?? .nil)
      let shown = try picture(value, depth: depth + 1)
      if key.asInteger == place {
        place += 1
        return shown
      }
      return try "\(key.asString ?? "[\(picture(key, depth: 3))]") = \(shown)"
    }
    if list.count > Self.most { parts.append("… \(list.count - Self.most) more") }
    let line = "{ " + parts.joined(separator: ", ") + " }"
    guard line.count > 90 || line.contains("\n") else { return line }
    let indent = String(repeating: "  ", count: depth + 1)
    return "{\n" + parts.map { "\(indent)\($0)\n" }.joined() + indent.dropLast(2) + "}"
  }
}

// MARK: - Completing names

extension PromptSession {
  /// The names that could stand at the end of a line, and how many letters of them are there.
  public func completions(of line: String) -> (typed: Int, names: [String]) {
    let tail = line.suffix(
      from: line.lastIndex { !Self.isPath($0) }.map(line.index(after:))
        ?? line.startIndex)
    guard let cut = tail.lastIndex(where: { $0 == "." || $0 == ":" }) else {
      return matches(String(tail), among: globals)
    }
    let owner = String(tail[..<cut])
    let typed = String(tail[tail.index(after: cut)...])
    guard !owner.isEmpty, !owner.contains(":") else { return (0, []) }
    return matches(typed, among: members(of: owner, methodsOnly: tail[cut] == ":"))
  }

  private static func isPath(_ letter: Character) -> Bool {
    letter.isASCII && (letter.isLetter || letter.isNumber) || "_.:".contains(letter)
  }

  private func matches(_ typed: String, among names: [String]) -> (typed: Int, names: [String]) {
    (typed.count, Set(names.filter { $0.hasPrefix(typed) && $0 != typed }).sorted())
  }

  private var globals: [String] {
    let words = ["function", "local", "return", "then", "while", "repeat", "until", "elseif"]
    let own = (try? environment.pairs().compactMap(\.key.asString)) ?? []
    let shared = keys(of: "_G")
    return words + own + shared
  }

  private func members(of owner: String, methodsOnly: Bool) -> [String] {
    guard
      let chunk = try? library.state.load(
        source: "return " + owner, chunkName: "completion", environment: environment),
      let value = try? chunk()
    else { return [] }
    switch value {
    case .table: return keys(of: owner)
    case .string: return keys(of: "string")
    case .object(let object):
      let name = library.state.className(of: object)
      let entries = APIReference.types.first { $0.name == name }?.entries ?? []
      return entries.filter { $0.form == .method || ($0.form == .property && !methodsOnly) }
        .map(\.name)
    default: return []
    }
  }

  private func keys(of owner: String) -> [String] {
    guard
      let chunk = try? library.state.load(
        source: "return " + owner, chunkName: "completion", environment: environment),
      let table = try? chunk(), let list = try? entries(table).asTable?.elements()
    else { return [] }
    return list.compactMap { try? $0.asTable?[1].asString }
  }
}
