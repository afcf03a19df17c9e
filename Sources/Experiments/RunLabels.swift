import Formats
import Foundation

/// What tells runs from one another, in few words: `curriculum=fixed every=3`.
///
/// Where another choice brings other parameters with it, only the choice is named, and of its
/// parameters those that somebody set by hand.
struct RunLabels {
  /// A label a run, in the order of the folders.
  let texts: [String]

  private struct Run {
    let stamp: String
    let keys: [String]
    let values: [String: String]
    /// The keys of sections that are chosen by a name.
    let choices: Set<String>
    let overrides: [(key: String, value: String)]
  }

  init(_ folders: [RunFolder]) throws {
    let runs = try folders.map(Self.read)
    var keys: [String] = []
    for key in runs.flatMap(\.keys) where !keys.contains(key) { keys.append(key) }
    let differing = keys.filter { key in runs.contains { $0.values[key] != runs[0].values[key] } }
    let choices = differing.filter { key in runs.contains { $0.choices.contains(key) } }
    let told = differing.filter { key in
      guard let choice = choices.first(where: { key.hasPrefix($0 + ".") }) else { return true }
      return runs.contains { Self.isSet(key, of: choice, by: $0) }
    }
    let names = Self.shortNames(told)
    let labels = runs.map { run in
      let parts = zip(told, names).compactMap { key, name -> String? in
        let isParameter = choices.contains { key.hasPrefix($0 + ".") }
        guard let value = run.values[key] ?? (isParameter ? nil : "–") else { return nil }
        return key == "name" ? value : "\(name)=\(value)"
      }
      return parts.joined(separator: " ")
    }
    texts = zip(runs, labels).map { run, label in
      if label.isEmpty { return run.stamp }
      return labels.count { $0 == label } > 1 ? "\(label) (\(run.stamp))" : label
    }
  }

  /// Whether a run's overrides name a parameter, by its own key or within a table for its section.
  private static func isSet(_ key: String, of choice: String, by run: Run) -> Bool {
    let last = key.dropFirst(choice.count + 1)
    return run.overrides.contains { override in
      override.key == key
        || override.key == choice && override.value.replacing(" ", with: "").contains("\(last)=")
    }
  }

  /// The last parts of keys, as many as tell them apart.
  static func shortNames(_ keys: [String]) -> [String] {
    func tail(_ key: String, _ count: Int) -> String {
      key.split(separator: ".").suffix(count).joined(separator: ".")
    }
    return keys.map { key in
      let most = key.split(separator: ".").count
      let enough = (1...max(1, most)).first { count in
        keys.count { tail($0, count) == tail(key, count) } == 1
      }
      return tail(key, enough ?? most)
    }
  }

  private static func read(_ folder: RunFolder) throws -> Run {
    var (leaves, choices): ([(key: String, text: String)], Set<String>) = ([], [])
    flatten(try JSONValue(file: folder.file("config.json")), "", into: &leaves, &choices)
    let kept = try KeptOverrides.read(in: folder.file("config"))
    return Run(
      stamp: URL(fileURLWithPath: folder.path).lastPathComponent, keys: leaves.map(\.key),
      values: Dictionary(leaves.map { ($0.key, $0.text) }) { first, _ in first },
      choices: choices,
      overrides: kept.map { override in
        let parts = override.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
      })
  }

  /// Every value under the path of its key; a name that a section begins with stands for the section.
  private static func flatten(
    _ value: JSONValue, _ path: String, into leaves: inout [(key: String, text: String)],
    _ choices: inout Set<String>
  ) {
    let below = { (key: String) in path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .object(let object):
      let choice = object.keys.first.flatMap { ["name", "model"].contains($0) ? $0 : nil }
      for (key, value) in object {
        let isChoice = key == choice && !path.isEmpty
        if isChoice { choices.insert(path) }
        flatten(value, isChoice ? path : below(key), into: &leaves, &choices)
      }
    case .array(let values) where values.contains { $0.object != nil || $0.array != nil }:
      for (index, value) in values.enumerated() {
        flatten(value, below("\(index + 1)"), into: &leaves, &choices)
      }
    case .array(let values):
      leaves.append((path, values.map { $0.string ?? $0.text() }.joined(separator: ",")))
    default: leaves.append((path, value.string ?? value.text()))
    }
  }
}
