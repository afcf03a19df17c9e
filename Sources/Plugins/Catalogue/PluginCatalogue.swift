import Experiments
import Formats
import LuaRuntime

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
          kind: kind, name: name, summary: NativeSummary.of(kind, name), origin: "built in",
          isSound: true)
      }
      return (native + library.names(kind).compactMap { entry(kind, $0) })
        .sorted { ($0.name, $0.origin) < ($1.name, $1.origin) }
    }
  }

  private func entry(_ kind: PluginKind, _ name: String) -> Entry? {
    guard let file = library.file(of: kind, name) else { return nil }
    let origin = library.shown(file)
    do {
      guard let plugin = try library.look(for: kind, name) else { return nil }
      return Entry(
        kind: kind, name: name, summary: plugin.summary,
        origin: library.shown(library.file(of: kind, name) ?? file), isSound: true)
    } catch {
      return Entry(
        kind: kind, name: name, summary: "does not load: \(error)", origin: origin, isSound: false)
    }
  }

  /// The native things that may stand where a plugin of a kind may.
  private static func native(_ kind: PluginKind) -> [String] {
    Set(shelves(of: kind).flatMap(\.nativeNames)).sorted()
  }

  private static func shelves(of kind: PluginKind) -> [Shelf] {
    (ExperimentSchema.keys.flatMap { $0.type.shelves } + [.plugins(kind)]).filter {
      $0.kind == kind
    }
  }

  /// The files of the plugins of a name, of whatever kind.
  /// - Throws: `ExperimentError.input` that names the nearest when there is none.
  public func files(of name: String) throws -> [String] {
    let files = Self.once(PluginKind.allCases.compactMap { library.file(of: $0, name) })
    guard !files.isEmpty else { throw unknown(name, "plugin", PluginKind.allCases) }
    return files
  }

  /// The files of all plugins, by kind, then by name.
  public var files: [String] {
    Self.once(
      PluginKind.allCases.flatMap { kind in
        library.names(kind).compactMap { library.file(of: kind, $0) }
      })
  }

  private static func once(_ files: [String]) -> [String] {
    var seen: Set<String> = []
    return files.filter { seen.insert($0).inserted }
  }

  /// All that is known of the plugins and native things of a name, or in a file.
  /// - Parameter kind: the one kind that is meant; nil for all.
  /// - Throws: `ExperimentError.input` that names the nearest when there is none.
  public func describe(_ name: String, of kind: String? = nil) throws -> [PluginPage] {
    let kinds = try kind.map { [try Self.kind($0)] } ?? PluginKind.allCases
    let pages = try kinds.flatMap { kind in
      try Self.nativePages(kind, name) + (page(kind, name).map { [$0] } ?? [])
    }
    guard pages.isEmpty else { return pages }
    throw unknown(name, kind ?? "plugin", kinds)
  }

  /// What is said of a name that no plugin of some kinds has.
  private func unknown(_ name: String, _ noun: String, _ kinds: [PluginKind]) -> ExperimentError {
    if name.hasSuffix(".lua"), kinds.allSatisfy({ library.places.candidates($0, name).isEmpty }) {
      return .input("There is no file \(name).")
    }
    let near = nearestName(
      to: name, among: kinds.flatMap { library.names($0) + Self.native($0) })
    return .input(
      "There is no \(noun) \"\(name)\"; \(library.searched); "
        + (near.map { "did you mean \"\($0)\"?" } ?? "plugins list shows what there is"))
  }

  /// The kind of a name.
  /// - Throws: `ExperimentError.input` that names the nearest when there is none.
  public static func kind(_ word: String) throws -> PluginKind {
    if let kind = PluginKind(rawValue: word) { return kind }
    let known = PluginKind.allCases.map(\.rawValue)
    throw ExperimentError.input(
      "\"\(word)\" is no kind of plugin; \(suggestion(for: word, among: known))")
  }

  private func page(_ kind: PluginKind, _ name: String) throws -> PluginPage? {
    let isFile = name.hasSuffix(".lua")
    guard let file = library.file(of: kind, name), !isFile || PluginPlaces.declares(kind, file),
      let plugin = try library.look(for: kind, name)
    else { return nil }
    return PluginPage(plugin, file: library.shown(library.file(of: kind, name) ?? file))
  }

  private static func nativePages(_ kind: PluginKind, _ name: String) -> [PluginPage] {
    guard native(kind).contains(name) else { return [] }
    let keys = shelves(of: kind).lazy.compactMap { $0.keys(of: name) }.first ?? []
    return [PluginPage(native: kind, name, keys)]
  }
}

extension KeyType {
  /// Every shelf on which a value of this type may be looked up.
  fileprivate var shelves: [Shelf] {
    switch self {
    case .named(let shelf), .roster(let shelf, _): [shelf]
    case .section(let keys): keys.flatMap { $0.type.shelves }
    case .either(let first, let second): first.shelves + second.shelves
    case .overTime: [.plugins(.schedule)]
    default: []
    }
  }
}
