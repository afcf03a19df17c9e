/// `docs/config.md`: every key that a config may have, from the schema that checks it.
public enum ConfigPage {
  /// The page.
  public static var text: String {
    let experiment = ExperimentSchema.keys
    let chapters = experiment.filter { $0.type.hasKeys }.map(\.name)
    let contents = (["experiment"] + chapters + ["schedules", "dataset"]).map { "[\($0)](#\($0))" }
    return """
      # Every key of a config

      This page is generated from the schema that checks configs (`hetcomp plugins docs`); a test fails when
      it is stale. `./hetcomp run CONFIG --show-config` shows a config with every default filled in.

      A key is written here as on the command line, `train.epochs=50`; in a file it stands within its tables,
      `train = { epochs = 50 }`. What is chosen by a name is that name alone, `student = "mf"`, or a table that
      begins with it and holds its keys, `student = { "mf", dim = 20 }`. Plugins have keys, too:
      `./hetcomp plugins show NAME` lists them, [writing-plugins.md](writing-plugins.md) says how they are
      declared. `distill.compat` changes the defaults that say so, here and in plugins.

      \(contents.joined(separator: " · "))

      ## experiment

      What `hc.experiment { … }` takes.

      \(KeyTable.text(experiment, within: ""))

      \(experiment.flatMap { section($0, within: "", 2) }.joined(separator: "\n\n"))

      ## schedules

      [A schedule](writing-plugins.md#a-schedule) is a plugin, or joins others by a rule. What it leaves unset
      follows the number that it stands for: `train.optimizer.lr=cosine` falls from the learning rate to 0.

      \(choices(on: .plugins(.schedule), 3) { _ in "train.optimizer.lr" }.joined(separator: "\n\n"))

      ## dataset

      What `hc.dataset { … }` takes in `Data/NAME.lua`, beside the config or in the project.

      \(KeyTable.text(DatasetSchema.keys, within: ""))

      \(DatasetSchema.keys.flatMap { section($0, within: "", 3) }.joined(separator: "\n\n"))

      """
  }

  /// A key's heading and all that lies below it; nothing when nothing does.
  private static func section(_ key: Key, within path: String, _ level: Int) -> [String] {
    guard key.type.hasKeys else { return [] }
    let whole = path.isEmpty ? key.name : "\(path).\(key.name)"
    return [heading(whole, level)] + parts(below: key.type, at: whole, level + 1)
  }

  /// The keys below a value of a type, and those of all that may be chosen there.
  private static func parts(below type: KeyType, at path: String, _ level: Int) -> [String] {
    switch type {
    case .section(let keys):
      return [KeyTable.text(keys, within: path)]
        + keys.flatMap { section($0, within: path, level) }
    case .list(.either(_, .named(let shelf))):
      return choices(on: shelf, level) { "\(path).\($0)" }
    case .list(let element): return parts(below: element, at: "\(path).1", level)
    case .named(let shelf): return choices(on: shelf, level) { _ in path }
    case .roster(let shelf, let options):
      return [KeyTable.text(options, within: path)]
        + options.flatMap { section($0, within: path, level) }
        + choices(on: shelf, level) { "\(path).\($0)" }
    case .either(let first, let second):
      return parts(below: first, at: path, level) + parts(below: second, at: path, level)
    case .flag, .text, .integer, .number, .overTime, .choice: return []
    }
  }

  /// A section for each thing that is built in under a name; those that are alike share one.
  private static func choices(
    on shelf: Shelf, _ level: Int, path: (String) -> String
  ) -> [String] {
    var sections: [(title: String, text: String)] = []
    func add(_ title: String, _ text: String) {
      if let same = sections.firstIndex(where: { $0.text == text }) {
        sections[same].title += ", \(title)"
      } else {
        sections.append((title, text))
      }
    }
    for name in shelf.nativeNames {
      let table = KeyTable.text(shelf.keys(of: name) ?? [], within: path(name))
      add(
        "\"\(name)\"",
        [shelf.summary(of: name), table].compactMap(\.self).joined(separator: "\n\n"))
    }
    if let guide = shelf.guide { add("any other name", "A plugin ([how to write one](\(guide))).") }
    if shelf.isOpen { add("any other name", KeyTable.text(shelf.openKeys, within: path("NAME"))) }
    let nested =
      shelf.isOpen ? shelf.openKeys.flatMap { section($0, within: path("NAME"), level) } : []
    return sections.flatMap { [heading($0.title, level), $0.text] } + nested
  }

  private static func heading(_ title: String, _ level: Int) -> String {
    String(repeating: "#", count: level) + " " + title
  }
}
