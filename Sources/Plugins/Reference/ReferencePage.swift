/// `docs/lua-api.md`: every name that plugins, configs and specs may use.
public enum ReferencePage {
  /// The page.
  public static var text: String {
    let types = APIReference.types
    let contents = types.map { "[\($0.name)](#\(anchor($0)))" }.joined(separator: " · ")
    return """
      # The Lua API, level \(APIReference.level)

      This page is generated from the rows that make the names work (`hetcomp plugins docs`); a test \
      fails when it is stale. `plugins/library/hetcomp.lua` says the same to an editor. How to write a \
      plugin is told in [writing-plugins.md](writing-plugins.md).

      Indices count from 1, stages, epochs and ranks from 0. A method is written with a colon, a \
      property with a dot. Square brackets in a signature hold what may be left out.

      \(contents)

      \(types.map(section).joined(separator: "\n\n"))

      """
  }

  private static func anchor(_ type: APIType) -> String { title(type).lowercased() }

  private static func title(_ type: APIType) -> String {
    type.entries.contains { $0.form == .hook } ? "\(type.name)-plugins" : type.name
  }

  private static func section(_ type: APIType) -> String {
    let rows = type.entries.map { entry in
      let allowed = entry.allowed == "everywhere" ? "" : entry.allowed
      return "| `\(cell(entry.signature))` | \(cell(entry.help)) | \(cell(allowed)) |"
    }
    let last = type.entries.contains { $0.form == .hook } ? "" : "where"
    return """
      ## \(title(type))

      \(type.summary.first?.uppercased() ?? "")\(type.summary.dropFirst()).

      | written | is | \(last) |
      |---|---|---|
      \(rows.joined(separator: "\n"))
      """
  }

  private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }
}

extension APIReference {
  /// Every name as one line, `tensor exp`, sorted: what a stored level is compared with.
  public static var names: [String] {
    types.flatMap { type in type.entries.map { "\(type.name) \($0.name)" } }.sorted()
  }
}
