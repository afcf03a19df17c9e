import Foundation
import LuaRuntime
import Tensors

/// Where scripts draw random numbers from; set anew before each hook.
final class ScriptRandom {
  var stream = RandomStream(seed: 0, purpose: "lua")

  /// A stream of its own for one tensor.
  func fork() -> RandomStream { RandomStream(seed: stream.next(), purpose: "lua tensor") }
}

/// What `require` and `math.random` answer in one Lua state.
final class ModuleLoader {
  /// The state it serves, which owns it through its closures.
  weak var state: LuaState?
  /// The library whose plugins its scripts may name.
  weak var library: PluginLibrary?
  private var folders: [String]
  private let names: SourceNames
  private var modules: [String: LuaValue] = [:]
  /// The paths of the files that were loaded.
  private(set) var files: [String] = []
  private var loading: Set<String> = []
  /// Where `math.random` and random tensors draw from.
  let chance = ScriptRandom()

  init(folders: [String], names: SourceNames) {
    self.folders = folders
    self.names = names
  }

  /// Looks in one more folder, after all others.
  func look(in folder: String) { if !folders.contains(folder) { folders.append(folder) } }

  /// 64 bits for `math.random`, the same in every process.
  func random() -> UInt64 { chance.stream.next() }

  /// The module `hetcomp`, or what a file beside the config or among the plugins returns.
  func require(_ name: String) throws -> LuaValue {
    if let known = modules[name] { return known }
    guard let state, let library else { throw LuaError("require: the Lua state is not ready") }
    guard loading.insert(name).inserted else {
      throw LuaError("require: the module \"\(name)\" requires itself")
    }
    defer { loading.remove(name) }
    let value =
      name == "hetcomp"
      ? try HetcompModule.make(in: state, random: chance, finding: library)
      : try load(name, in: state)
    modules[name] = value
    return value
  }

  private func load(_ name: String, in state: LuaState) throws -> LuaValue {
    guard let relative = Self.relative(name) else {
      throw LuaError("require: \"\(name)\" is no module name; write it as \"folder.file\"")
    }
    guard let path = file(of: name) else {
      throw LuaError("require: there is no \(relative) in \(folders.joined(separator: ", "))")
    }
    let text = try names.read(path, keeping: relative)
    files.append(path)
    let value = try state.load(source: text, chunkName: names.shown(path))()
    return value.isNil ? .boolean(true) : value
  }

  /// The file of a module; nil when there is none.
  func file(of name: String) -> String? {
    Self.relative(name).flatMap { relative in
      folders.map { "\($0)/\(relative)" }.first { FileManager.default.fileExists(atPath: $0) }
    }
  }

  /// Where a module's file lies below a folder; nil for what is no module's name.
  private static func relative(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0.contains("/") }) else { return nil }
    return parts.joined(separator: "/") + ".lua"
  }
}
