import Experiments
import Formats

/// The plugins that a library's folders hold, and what each says of itself.
public struct PluginCatalogue {
  private let library: PluginLibrary

  /// One line of a listing.
  public struct Entry: Sendable, Equatable {
    /// What it decides.
    public let kind: PluginKind
    /// Its name in configs.
    public let name: String
    /// What it does, or why it does not load.
    public let summary: String
    /// Its file, or `built in`.
    public let origin: String
    /// Whether it loads.
    public let isSound: Bool
  }

  /// The catalogue of a library.
  public init(_ library: PluginLibrary) { self.library = library }

  /// Every plugin and every native thing that a config may name in a plugin's place, by kind, then
  /// by name. A plugin in an earlier folder hides its namesakes in later ones, as it does in a run.
  public var entries: [Entry] {
    PluginKind.allCases.flatMap { kind in
      let native = Self.native(kind).map { name in
        Entry(
          kind: kind, name: name, summary: "native", origin: "built in", isSound: true)
      }
      return (native + library.names(kind).compactMap { entry(kind, $0) })
        .sorted { ($0.name, $0.origin) < ($1.name, $1.origin) }
    }
  }

  private func entry(_ kind: PluginKind, _ name: String) -> Entry? {
    guard let file = library.file(of: kind, name) else { return nil }
    let origin = library.shown(file)
    do {
      let summary = try library.find(kind, name)?.summary ?? ""
      return Entry(kind: kind, name: name, summary: summary, origin: origin, isSound: true)
    } catch {
      return Entry(
        kind: kind, name: name, summary: "does not load: \(error)", origin: origin, isSound: false)
    }
  }

  /// The native things that may stand where a plugin of a kind may.
  private static func native(_ kind: PluginKind) -> [String] {
    Set(
      (ExperimentSchema.keys.flatMap { $0.type.shelves } + [.plugins(kind)])
        .filter { $0.kind == kind }.flatMap(\.nativeNames)
    ).sorted()
  }

  /// All that is known of the plugins of a name, of whatever kind.
  /// - Throws: `ExperimentError.input` that names the nearest when there is none.
  public func describe(_ name: String) throws -> [PluginPage] {
    var pages: [PluginPage] = []
    for kind in PluginKind.allCases {
      guard let file = library.file(of: kind, name), let plugin = try library.find(kind, name)
      else { continue }
      pages.append(PluginPage(plugin, file: library.shown(file)))
    }
    guard pages.isEmpty else { return pages }
    let known = Set(PluginKind.allCases.flatMap { library.names($0) }).sorted()
    throw ExperimentError.input(
      "There is no plugin \"\(name)\"; \(suggestion(for: name, among: known))")
  }
}

extension KeyType {
  /// Every shelf on which a value of this type may be looked up.
  fileprivate var shelves: [Shelf] {
    switch self {
    case .named(let shelf), .roster(let shelf, _): [shelf]
    case .section(let keys): keys.flatMap { $0.type.shelves }
    case .either(let first, let second): first.shelves + second.shelves
    default: []
    }
  }
}
