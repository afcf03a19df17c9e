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
  private var loading: Set<String> = []
  /// The plugins that were loaded, by the folder of their kind and the name that was given.
  var held: [String: HeldPlugin] = [:]
  let places: PluginPlaces
  /// Whether plugins are refused that hold a certain mistake.
  var checks = false

  /// Opens a state that knows the module `hetcomp`.
  /// - Parameters:
  ///   - folders: where plugins and required files are looked for, in this order.
  ///   - root: the project's root, from which the files in messages are named.
  ///   - copies: a run's folder of copies, which stand for whatever was named by its path.
  public init(
    folders: [String], root: String, copies: String? = nil, limits: LuaLimits = LuaLimits(),
    trusted: Bool = false,
    print: @escaping (String) -> Void = { Swift.print($0) }
  ) throws {
    self.folders = folders
    places = PluginPlaces(folders: folders, root: root, copies: copies)
    let names = SourceNames(root: root)
    self.names = names
    let module = ModuleLoader(folders: folders, names: names)
    self.module = module
    var sandbox = LuaSandbox()
    sandbox.print = print
    sandbox.shownTable = { try ValuePicture($1).printed(.table($0)) }
    sandbox.sortedPairs = true
    sandbox.trusted = trusted
    sandbox.random = module.random
    sandbox.require = module.require
    state = try LuaState(limits: lastWords.added(to: limits), sandbox: sandbox)
    try HetcompModule.register(in: state)
    module.state = state
    module.library = self
  }

  /// Refuses folders that were asked for and are none.
  /// - Throws: ``ConfigError``.
  public static func check(folders: [String]) throws(ConfigError) {
    for folder in folders {
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder)
      guard !isThere || !isFolder.boolValue else { continue }
      throw ConfigError(
        origin: "--plugins \(folder)",
        message: isThere ? "that is a file; name its folder" : "there is no such folder")
    }
  }

  /// Ends the use of every plugin. What scripts were shown of a run may hold the library itself, so
  /// that neither would go by itself.
  public func close() { state.close() }

  /// What stops a hook that is running, from a signal handler.
  public var interrupter: LuaInterrupter { state.interrupter }

  /// Every Lua file read so far, in the order of reading: its place among the copies, and its text.
  public var sources: [(name: String, text: String)] { names.sources }

  /// The plugin of a kind and name, or in a file; nil when there is none.
  /// - Throws: ``ConfigError`` when its file cannot be read, does not load, or is something else.
  public func find(_ kind: PluginKind, _ name: String) throws -> PluginDefinition? {
    try hold(kind, name, refusing: true)?.plugin
  }

  /// The same, where a file that lies flat in a folder and is of another kind is passed over.
  func look(for kind: PluginKind, _ name: String) throws -> PluginDefinition? {
    try hold(kind, name, refusing: false)?.plugin
  }

  private func hold(_ kind: PluginKind, _ name: String, refusing: Bool) throws -> HeldPlugin? {
    let key = "\(kind.folder)/\(name)"
    if let known = held[key] { return known }
    var refusal: ConfigError?
    for candidate in places.candidates(kind, name) {
      guard loading.insert(key).inserted else {
        throw ConfigError(
          origin: names.shown(candidate.path), message: "\(kind.noun) cannot use itself")
      }
      defer { loading.remove(key) }
      if name.hasSuffix(".lua") {
        module.look(in: URL(fileURLWithPath: candidate.path).deletingLastPathComponent().path)
      }
      let text = try names.read(candidate.path)
      do {
        let plugin = try declared(candidate.path, text, as: kind)
        if checks { try check(text, of: candidate.path) }
        return try keep(HeldPlugin(plugin: plugin, path: candidate.path), text, name)
      } catch let error as WrongKind {
        if candidate.isOfKind { throw error.refusal }
        refusal = refusal ?? error.refusal
      }
    }
    if refusing, let refusal { throw refusal }
    return nil
  }

  private func keep(
    _ plugin: HeldPlugin, _ text: String, _ name: String
  ) throws -> HeldPlugin {
    var plugin = plugin
    plugin.copy = "\(plugin.plugin.kind.folder)/\(PluginPlaces.name(of: name)).lua"
    let place = PluginPlaces.standard(plugin.path)
    for other in held.keys.sorted().compactMap({ held[$0] })
    where other.copy == plugin.copy && PluginPlaces.standard(other.path) != place {
      throw ConfigError(
        origin: names.shown(plugin.path),
        message: "\(names.shown(other.path)) has the same name in this run; rename one of them")
    }
    names.keep(text, as: plugin.copy)
    held["\(plugin.plugin.kind.folder)/\(name)"] = plugin
    return plugin
  }

  /// The file of the plugin of a kind and name; nil when there is none.
  public func file(of kind: PluginKind, _ name: String) -> String? {
    if let known = held["\(kind.folder)/\(name)"] { return known.path }
    return places.candidates(kind, name).first {
      $0.isOfKind || PluginPlaces.declares(kind, $0.path)
    }?.path
  }

  /// The names of a kind's plugins in all folders, sorted.
  public func names(_ kind: PluginKind) -> [String] { places.names(kind) }

  /// Where a name was looked for, to end a sentence that it was not found.
  var searched: String {
    let folders = places.searched.map { $0 == "." ? "the current folder" : names.shown($0) }
    return "looked in \(folders.joined(separator: ", ")); for others give --plugins DIR"
  }

  /// A file is a plugin of another kind, or none.
  private struct WrongKind: Error { let refusal: ConfigError }

  /// What a file declares.
  /// - Throws: ``ConfigError``, or ``WrongKind`` when it declares something else.
  private func declared(
    _ path: String, _ text: String, as kind: PluginKind
  ) throws -> PluginDefinition {
    let result = try run(text, from: path)
    guard let plugin = HetcompModule.plugin(in: result), plugin.kind == kind else {
      throw WrongKind(
        refusal: ConfigError(
          origin: names.shown(path),
          message: "the file must return hc.\(kind.rawValue) { … }, not \(result.described)"))
    }
    return plugin
  }

  /// Puts a file's present text in the place of a plugin's hooks.
  func renew(_ known: HeldPlugin) -> PluginEdit {
    let file = names.shown(known.path)
    do {
      let text = try names.read(known.path)
      let edited = try declared(known.path, text, as: known.plugin.kind)
      try check(text, of: known.path)
      let files = try withRequired([(known.copy, text)])
      try known.plugin.adopt(edited, from: file)
      return PluginEdit(file: file, files: files, problem: nil)
    } catch {
      return PluginEdit(
        file: file, files: [], problem: "\((error as? WrongKind)?.refusal ?? error)")
    }
  }

  /// The text of a file.
  func text(_ path: String) throws -> String { try names.read(path) }

  /// What `require` answers.
  func require(_ name: String) throws -> LuaValue { try module.require(name) }

  /// The paths of the files that `require` has loaded.
  var required: [String] { module.files }

  /// The file that `require` would load; nil when there is none.
  func file(ofModule name: String) -> String? { module.file(of: name) }

  /// Compiles a Lua file; nothing runs.
  /// - Throws: ``ConfigError`` with file and line.
  func compile(_ text: String, of path: String) throws {
    do { _ = try state.load(source: text, chunkName: names.shown(path)) } catch {
      throw ConfigError(loading: names.shown(path), error)
    }
  }

  /// What a Lua file returns.
  /// - Throws: ``ConfigError`` with file and line.
  func run(
    _ path: String, keeping name: String, environment: LuaTable? = nil
  ) throws -> LuaValue {
    try run(try names.read(path, keeping: name), from: path, environment: environment)
  }

  private func run(
    _ text: String, from path: String, environment: LuaTable? = nil
  ) throws -> LuaValue {
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
