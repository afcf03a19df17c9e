import Experiments
import Formats
import Interactions

/// Turns the resolved section `data` of a config into a typed specification.
struct DataBuilder {
  let resolver: Resolver
  let library: PluginLibrary
  /// The folders whose `Data` is searched for descriptors, in this order.
  let folders: [String]

  /// The specification.
  /// - Throws: ``ConfigError`` when there is no such dataset, or its parts do not go together.
  func specification(_ data: ResolvedSection) throws -> DataSpecification {
    let name = data.text("name")
    return DataSpecification(
      name: name,
      source: name == "synthetic" ? .synthetic(world(data)) : .dataset(try dataset(name, data)),
      split: data.members["split"]?.string, seed: data.seed("seed"))
  }

  private func world(_ data: ResolvedSection) -> SyntheticWorld {
    var world = SyntheticWorld()
    world.users = data.int("users")
    world.items = data.int("items")
    world.groups = data.int("groups")
    world.itemsPerUser = data.int("per_user")
    world.affinity = data.number("affinity")
    world.skew = data.number("skew")
    return world
  }

  /// A described dataset with what the config changes of it.
  private func dataset(_ name: String, _ data: ResolvedSection) throws -> DatasetDescriptor {
    let loader = DatasetLoader(library, folders: folders)
    guard var descriptor = try loader.find(name) else {
      throw resolver.error(
        "data",
        "there is no Data/\(name).lua; \(suggestion(for: name, among: loader.names + ["synthetic"]))"
      )
    }
    if let least = data.members["min_user"]?.int { descriptor.filter.minimumPerUser = least }
    if let least = data.members["min_item"]?.int { descriptor.filter.minimumPerItem = least }
    guard let parts = data.members["parts"] else {
      try refuseFilter(data, of: descriptor)
      return descriptor
    }
    if let split = data.members["split"]?.string, split != "given" {
      throw resolver.error(
        "data.split",
        "data.split = \"\(split)\" divides anew what data.parts has divided; leave one of them out")
    }
    descriptor.files = try files(of: descriptor, as: parts)
    descriptor.split = "given"
    try refuseFilter(data, of: descriptor)
    return descriptor
  }

  /// Whoever divided the data has filtered it: leaving out users now would leave parts that no longer
  /// belong to each other.
  private func refuseFilter(
    _ data: ResolvedSection, of descriptor: DatasetDescriptor
  ) throws(ConfigError) {
    guard (data.members["split"]?.string ?? descriptor.split) == "given" else { return }
    for key in ["min_user", "min_item"] where data.members[key]?.int != nil {
      throw resolver.error(
        "data.\(key)",
        "data.\(key) filters data before they are split, and the parts of \(descriptor.name) are "
          + "given; leave it out")
    }
  }

  /// The files of a dataset that a config names as its parts; the others are left out.
  private func files(
    of descriptor: DatasetDescriptor, as parts: JSONValue
  ) throws -> [DatasetFile] {
    var files: [DatasetFile] = []
    for part in SplitPart.allCases {
      let key = "data.parts.\(part.rawValue)"
      for name in (parts[part.rawValue]?.array ?? []).compactMap(\.string) {
        guard var file = descriptor.files.first(where: { $0.name == name }) else {
          throw resolver.error(
            key,
            "\(key) names \"\(name)\", which is no file of \(descriptor.name); "
              + suggestion(for: name, among: descriptor.files.map(\.name)))
        }
        guard !files.contains(where: { $0.name == name }) else {
          throw resolver.error(key, "\(key) names \"\(name)\" again; a file is one part, once")
        }
        file.part = part
        files.append(file)
      }
    }
    return files
  }
}
