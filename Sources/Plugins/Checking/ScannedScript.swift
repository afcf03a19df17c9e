import LuaRuntime

/// A Lua file that was scanned without running it.
struct ScannedScript {
  /// The file as messages show it.
  let file: String
  let scan: ScriptScan
}

extension PluginLibrary {
  /// A script, and every file that it requires by a literal name, at first or second hand.
  ///
  /// - Parameters:
  ///   - text: the script itself, which lies at `path`.
  ///   - words: global names that it finds besides those of all.
  /// - Throws: ``ConfigError`` with file and line when one does not compile.
  func scan(
    _ text: String, of path: String, adding words: [String] = []
  ) throws -> [ScannedScript] {
    let own = try KnownNames(state, adding: words)
    let others = words.isEmpty ? own : try KnownNames(state)
    var waiting = [(path: path, text: text, names: own)]
    var seen: Set<String> = [PluginPlaces.standard(path)]
    var scripts: [ScannedScript] = []
    while let next = waiting.popLast() {
      try compile(next.text, of: next.path)
      let scan = ScriptScan(next.text, names: next.names)
      scripts.append(ScannedScript(file: shown(next.path), scan: scan))
      for name in scan.required.reversed() {
        guard let file = file(ofModule: name), seen.insert(PluginPlaces.standard(file)).inserted
        else { continue }
        waiting.append((file, try self.text(file), others))
      }
    }
    return scripts
  }

  /// Refuses a script that holds a certain mistake, or requires a file that does.
  func check(_ text: String, of path: String) throws {
    for script in try scan(text, of: path) {
      if let error = CertainMistakes(in: script).error { throw error }
    }
  }
}
