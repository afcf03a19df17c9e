import Interactions
import LuaRuntime

/// `spec`: the tiny world, and plugins on trial.
enum SpecFixture {
  /// The read-only table that specs find under the name `spec`.
  /// - Parameter transcript: keeps what hooks log in any of its worlds.
  static func make(
    _ library: PluginLibrary, transcript: SpecTranscript? = nil
  ) throws -> LuaTable {
    let state = library.state
    let world = try state.function("world") { arguments in
      let options = arguments.has(1) ? try ConfigTable(try arguments.table(1)) : ConfigTable()
      let world = try SpecWorld(options)
      if let transcript { world.rehearsal.onLine = transcript.note }
      return .object(world)
    }
    let plugin = try state.function("plugin") { [unowned library] arguments in
      try Self.plugin(arguments, library)
    }
    let interactions = try state.function("interactions") { arguments in
      let (list, seed) = (try Self.interactions(arguments), try arguments.integer(2, or: 0))
      return .object(LuaInteractions(list, seed: UInt64(clamping: seed)))
    }
    let contents = try state.table([
      "world": .function(world), "plugin": .function(plugin),
      "interactions": .function(interactions),
    ])
    return try state.readOnly(contents, name: "spec")
  }

  /// What the reference says of it.
  static var reference: APIType {
    func entry(_ name: String, _ signature: String, _ help: String) -> APIEntry {
      APIEntry(
        owner: "spec", name: name, form: .function, signature: signature, help: help,
        allowed: "specs")
    }
    return APIType(
      name: "spec", summary: "what a spec finds beside busted's words",
      entries: [
        entry(
          "world", "spec.world([options]) → world",
          "a tiny run; options are users, items, teachers, stages, epochs, seed"),
        entry(
          "plugin", "spec.plugin(kind, name, [params]) → trial",
          "a plugin at work; a table made by hc.KIND { … } may stand for kind and name"),
        entry(
          "interactions", "spec.interactions(list, [seed]) → interactions",
          "what a protocol divides; each element is { user, item } or { user, item, seconds }"),
      ])
  }

  /// `{ { user, item, [seconds] }, … }`; times count when all have one.
  private static func interactions(
    _ arguments: borrowing LuaArguments
  ) throws -> InteractionList {
    let rows = try arguments.table(1).elements().map { row in
      guard let row = try row.asTable?.elements(), row.count >= 2,
        let user = row[0].asInteger, let item = row[1].asInteger
      else { throw arguments.bad(1, "each element is { user, item } or { user, item, seconds }") }
      return (user: Int64(user), item: Int64(item), time: row.count > 2 ? row[2].asNumber : nil)
    }
    let times = rows.compactMap(\.time)
    return InteractionList(
      rows.map { ($0.user, $0.item) }, times: times.count == rows.count ? times : nil)
  }

  private static func plugin(
    _ arguments: borrowing LuaArguments, _ library: PluginLibrary
  ) throws -> LuaValue {
    let first = try arguments.value(1)
    let inline = HetcompModule.plugin(in: first)
    let definition = try inline ?? named(arguments, library)
    let position = inline == nil ? 3 : 2
    let parameters =
      arguments.has(position) ? try ConfigTable(try arguments.table(position)) : ConfigTable()
    return .object(try SpecPlugin(definition, parameters, in: library))
  }

  private static func named(
    _ arguments: borrowing LuaArguments, _ library: PluginLibrary
  ) throws -> PluginDefinition {
    let (word, name) = (try arguments.string(1), try arguments.string(2))
    guard let kind = PluginKind(rawValue: word) else {
      let kinds = PluginKind.allCases.map(\.rawValue)
      throw arguments.bad(1, "\"\(word)\" is no kind; \(suggestion(for: word, among: kinds))")
    }
    guard let found = try library.find(kind, name) else {
      let hint = suggestion(for: name, among: library.names(kind))
      throw arguments.bad(2, "\"\(name)\" is not \(kind.noun); \(hint)")
    }
    return found
  }
}
