import Formats
import Foundation
import Interactions

/// Reads dataset descriptors, `Data/NAME.lua`.
public struct DatasetLoader {
  private let library: PluginLibrary
  private let folders: [String]

  /// - Parameter folders: the folders whose `Data` is searched, in this order.
  public init(_ library: PluginLibrary, folders: [String]) {
    self.library = library
    self.folders = folders
  }

  /// The names of all descriptors, sorted.
  public var names: [String] {
    let files = folders.flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: "\($0)/Data")) ?? []
    }
    return Set(files.filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }).sorted()
  }

  /// The descriptor of a name; nil when there is none.
  /// - Throws: ``ConfigError`` naming file and line or key.
  public func find(_ name: String) throws -> DatasetDescriptor? {
    guard !name.contains("/"), !name.contains("..") else { return nil }
    let paths = folders.map { "\($0)/Data/\(name).lua" }
    guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      return nil
    }
    let result = try library.run(path, keeping: "Data/\(name).lua")
    let origin = library.shown(path)
    guard let table = try HetcompModule.fields(of: result, declaredAs: "dataset") else {
      throw ConfigError(
        origin: origin, message: "the file must return hc.dataset { … }, not \(result.described)")
    }
    var resolver = Resolver(origin: origin, overrides: [], compat: nil, library: library)
    let data = ResolvedSection(.object(try resolver.section(table, DatasetSchema.keys, at: "")))
    guard !data.list("files").isEmpty else {
      throw resolver.error("files", "files is empty; name one, such as { name = \"users.dat\" }")
    }
    return descriptor(data)
  }

  private func descriptor(_ data: ResolvedSection) -> DatasetDescriptor {
    let filter = data.section("filter")
    return DatasetDescriptor(
      name: data.text("name"), title: data.text("title"), licence: data.text("licence"),
      citation: data.text("citation"), files: data.list("files").map(file),
      format: format(data.section("reader")),
      filter: CountFilter(
        minimumPerUser: filter.int("min_user"), minimumPerItem: filter.int("min_item")),
      split: data.text("split"))
  }

  private func file(_ value: JSONValue) -> DatasetFile {
    DatasetFile(
      value["name"]?.string ?? "", url: value["url"]?.string, sha256: value["sha256"]?.string,
      bytes: value["bytes"]?.int,
      part: value["part"]?.string.flatMap(SplitPart.init(rawValue:)))
  }

  private func format(_ reader: ResolvedSection) -> InteractionFormat {
    switch reader.text("name") {
    case "users.dat": return .usersDat
    case "lightgcn": return .lightGCN
    default: break
    }
    return .delimited(
      DelimitedFormat(
        separator: reader.text("separator"), hasHeader: reader.flag("header"),
        user: column(reader.members["user"]) ?? .number(1),
        item: column(reader.members["item"]) ?? .number(2),
        rating: column(reader.members["rating"]),
        minimumRating: reader.members["min_rating"]?.double,
        time: column(reader.members["time"]), hasTextIds: reader.flag("text_ids")))
  }

  private func column(_ value: JSONValue?) -> DelimitedFormat.Column? {
    value?.int.map { .number($0) } ?? value?.string.map { .name($0) }
  }
}
