extension PluginLibrary {
  /// Sources, and every file that they require by a literal name, at first or second hand.
  func withRequired(
    _ sources: [(name: String, text: String)]
  ) throws -> [(name: String, text: String)] {
    let names = try KnownNames(state)
    var all = sources
    var next = 0
    while next < all.count {
      for module in ScriptScan(all[next].text, names: names).required {
        let name = module.replacing(".", with: "/") + ".lua"
        guard !all.contains(where: { $0.name == name }), let file = file(ofModule: module) else {
          continue
        }
        all.append((name, try text(file)))
      }
      next += 1
    }
    return all
  }
}
