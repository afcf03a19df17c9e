import Experiments
import Formats
import Foundation
import LuaRuntime
import Tensors

/// Finds, loads and keeps the Lua files of an experiment, in one Lua state.
///
/// A file is looked for in each folder in turn, first below the folder of its kind. What was read is
/// kept word for word, for the run's own folder.
public final class PluginLibrary {
  let state: LuaState
  /// The folders, in the order in which they are searched.
  public let folders: [String]
  /// What is said when the process must end in the middle of a hook.
  let lastWords = LastWords()
  private let names: SourceNames
  private let module: ModuleLoader
  private var loaded: [String: PluginDefinition] = [:]
  private var loading: Set<String> = []
  /// When the files of plugins were last changed, while they are watched.
  private var stamps: [String: FileStamp] = [:]

  /// Opens a state that knows the module `hetcomp`.
  /// - Parameters:
  ///   - folders: where plugins and required files are looked for, in this order.
  ///   - root: the project's root, from which the files in messages are named.
  public init(
    folders: [String], root: String, limits: LuaLimits = LuaLimits(), trusted: Bool = false,
    print: @escaping (String) -> Void = { Swift.print($0) }
  ) throws {
    self.folders = folders
    let names = SourceNames(root: root)
    self.names = names
    let module = ModuleLoader(folders: folders, names: names)
    self.module = module
    var sandbox = LuaSandbox()
    sandbox.print = print
    sandbox.sortedPairs = true
    sandbox.trusted = trusted
    sandbox.random = module.random
    sandbox.require = module.require
    state = try LuaState(limits: lastWords.added(to: limits), sandbox: sandbox)
    try HetcompModule.register(in: state)
    module.state = state
    module.library = self
  }

  /// What stops a hook that is running, from a signal handler.
  public var interrupter: LuaInterrupter { state.interrupter }

  /// Every Lua file read so far, in the order of reading: its place among the copies, and its text.
  public var sources: [(name: String, text: String)] { names.sources }

  /// The plugin of a kind and name; nil when no folder holds one.
  /// - Throws: ``ConfigError`` when its file cannot be read, does not load, or is something else.
  public func find(_ kind: PluginKind, _ name: String) throws -> PluginDefinition? {
    let key = "\(kind.folder)/\(name)"
    if let known = loaded[key] { return known }
    guard let path = file(of: kind, name) else { return nil }
    guard loading.insert(key).inserted else {
      throw ConfigError(origin: names.shown(path), message: "\(kind.noun) cannot use itself")
    }
    defer { loading.remove(key) }
    let plugin = try load(path, as: kind, keeping: "\(key).lua")
    loaded[key] = plugin
    return plugin
  }

  /// The file of the plugin of a kind and name; nil when no folder holds one.
  public func file(of kind: PluginKind, _ name: String) -> String? {
    guard !name.contains("/"), !name.contains("..") else { return nil }
    return folders.lazy
      .flatMap { ["\($0)/\(kind.folder)/\(name).lua", "\($0)/\(name).lua"] }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  /// The names of a kind's plugins in all folders, sorted.
  public func names(_ kind: PluginKind) -> [String] {
    let files = folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(kind.folder)")) ?? []
    }
    let names = files.filter { $0.hasSuffix(".lua") && !$0.hasSuffix("_spec.lua") }
      .map { String($0.dropLast(4)) }
    return Set(names).sorted()
  }

  /// From now on ``edits()`` tells what is changed.
  func beginWatching() {
    for key in loaded.keys { stamps[key] = path(of: key).map(FileStamp.init) }
  }

  private func path(of key: String) -> String? {
    loaded[key].flatMap { file(of: $0.kind, String(key.dropFirst($0.kind.folder.count + 1))) }
  }

  /// The plugins whose files were edited since they were read, taken over where that is possible.
  func edits() -> [PluginEdit] {
    stamps.keys.sorted().compactMap { key in
      guard let path = path(of: key), let plugin = loaded[key] else { return nil }
      let stamp = FileStamp(path)
      guard stamp != stamps[key] else { return nil }
      stamps[key] = stamp
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      var problem: String?
      do {
        let edited = try load(path, as: plugin.kind, keeping: "\(key).lua")
        try plugin.adopt(edited, from: names.shown(path))
      } catch { problem = "\(error)" }
      return PluginEdit(
        file: names.shown(path), name: "\(key).lua", text: text, problem: problem)
    }
  }

  private func load(
    _ path: String, as kind: PluginKind, keeping name: String
  ) throws -> PluginDefinition {
    let result = try run(path, keeping: name)
    guard let plugin = HetcompModule.plugin(in: result), plugin.kind == kind else {
      throw ConfigError(
        origin: names.shown(path),
        message: "the file must return hc.\(kind.rawValue) { … }, not \(result.described)")
    }
    return plugin
  }

  /// The text of a file.
  func text(_ path: String) throws -> String { try names.read(path, keeping: path) }

  /// What `require` answers.
  func require(_ name: String) throws -> LuaValue { try module.require(name) }

  /// The text of a Lua file that compiles; nothing runs.
  /// - Throws: ``ConfigError`` with file and line.
  func compile(_ path: String) throws -> String {
    let text = try names.read(path, keeping: path)
    do { _ = try state.load(source: text, chunkName: names.shown(path)) } catch {
      throw ConfigError(loading: names.shown(path), error)
    }
    return text
  }

  /// What a Lua file returns.
  /// - Throws: ``ConfigError`` with file and line.
  func run(
    _ path: String, keeping name: String, environment: LuaTable? = nil
  ) throws -> LuaValue {
    let text = try names.read(path, keeping: name)
    do {
      return try state.load(
        source: text, chunkName: names.shown(path), environment: environment)()
    } catch {
      throw ConfigError(loading: names.shown(path), error)
    }
  }

  /// Chooses the numbers that `math.random` gives from now on.
  func seedRandom(_ seed: UInt64, purpose: String, epoch: Int, index: Int) {
    module.chance.stream = RandomStream(seed: seed, named: purpose, epoch: epoch, index: index)
  }

  /// Runs a plugin within another's hook, whose random numbers then go on as if nothing had been.
  func keepingRandom<Result>(_ body: () throws -> Result) rethrows -> Result {
    let stream = module.chance.stream
    defer { module.chance.stream = stream }
    return try body()
  }

  /// A file's name as messages show it.
  func shown(_ path: String) -> String { names.shown(path) }
}

extension ConfigError {
  /// An error of a chunk that was being loaded: `file:line` is its origin.
  init(loading file: String, _ error: LuaError) {
    if let payload = error.payload as? ConfigError {
      self = payload
      return
    }
    let place = error.line.map { "\(error.file ?? file):\($0)" } ?? error.file ?? file
    self.init(origin: place, message: error.message)
  }
}
