/// One name of the API that plugins and configs use, as the reference shows it.
public struct APIEntry: Sendable, Equatable {
  /// What a name is.
  public enum Form: String, Sendable, CaseIterable {
    /// `hc.name(…)`.
    case function
    /// `object:name(…)`.
    case method
    /// `object.name`.
    case property
    /// `a + b`, `#a`, `a[i]`, `tostring(a)`; the name is the symbol.
    case symbol
    /// A function that a plugin defines.
    case hook
  }

  /// The type it belongs to: `hc`, `tensor`, `run` …, or the kind of plugin that defines a hook.
  public let owner: String
  /// The name itself.
  public let name: String
  /// What it is.
  public let form: Form
  /// The call as one writes it, with its result.
  public let signature: String
  /// One line of help.
  public let help: String
  /// Where it may be used.
  public let allowed: String
}

/// A type of the API: the module, a sort of object, or a kind of plugin.
public struct APIType: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// One line of help.
  public let summary: String
  /// Its names, in the order in which the reference shows them.
  public let entries: [APIEntry]
}

/// Everything that plugins and configs may write, from the rows that make it work.
public enum APIReference {
  /// The level that plugins declare as `api`.
  public static var level: Int { HetcompModule.level }

  /// The module, then the objects, then the kinds of plugins with their hooks.
  public static var types: [APIType] {
    [module] + HetcompModule.objects + specs + PluginKind.allCases.map(hooks)
  }

  private static var specs: [APIType] {
    [SpecFixture.reference, SpecWorldWords.vocabulary.reference, SpecPluginWords.reference]
  }

  private static var module: APIType {
    APIType(
      name: "hc", summary: "the module: local hc = require \"hetcomp\"",
      entries: HetcompModule.rows.map { row in
        APIEntry(
          owner: "hc", name: row.name, form: row.isValue ? .property : .function,
          signature: row.signature, help: row.help, allowed: row.allowed)
      })
  }

  private static func hooks(_ kind: PluginKind) -> APIType {
    APIType(
      name: kind.rawValue, summary: kind.decides,
      entries: kind.hookRows.map { row in
        APIEntry(
          owner: kind.rawValue, name: row.name, form: .hook, signature: row.signature,
          help: row.help, allowed: row.isRequired ? "required" : "optional")
      })
  }
}

extension Vocabulary {
  /// The type as the reference shows it.
  var reference: APIType {
    APIType(
      name: name, summary: summary,
      entries: words.map { word in
        APIEntry(
          owner: name, name: word.name, form: word.form, signature: word.signature,
          help: word.help, allowed: word.allowed)
      })
  }
}

extension Word {
  fileprivate var form: APIEntry.Form {
    switch body {
    case .method: .method
    case .property: .property
    case .element, .symbol: .symbol
    }
  }
}
