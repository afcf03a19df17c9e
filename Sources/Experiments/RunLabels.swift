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
    let overrides: [(key: String, value: String)]
  }

  init(_ folders: [RunFolder]) throws {
    let runs = try folders.map(Self.read)
    var keys: [String] = []
    for key in runs.flatMap(\.keys) where !keys.contains(key) { keys.append(key) }
    let differing = keys.filter { key in runs.contains { $0.values[key] != runs[0].values[key] } }
    let choices = differing.compactMap(Self.choice)
    let told = differing.filter { key in
      guard let choice = choices.first(where: { key.hasPrefix($0 + ".") }) else { return true }
      return Self.choice(key) == choice || runs.contains { Self.isSet(key, of: choice, by: $0) }
    }
    let names = Self.shortNames(told.map { Self.choice($0) ?? $0 })
    let labels = runs.map { run in
      let parts = zip(told, names).compactMap { key, name -> String? in
        let isParameter = Self.choice(key) == nil && choices.contains { key.hasPrefix($0 + ".") }
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

  /// The section whose kind a key names: `distill.curriculum` of `distill.curriculum.name`.
  private static func choice(_ key: String) -> String? {
    [".name", ".model"].first { key.hasSuffix($0) }.map { String(key.dropLast($0.count)) }
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
  private static func shortNames(_ keys: [String]) -> [String] {
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
    var leaves: [(key: String, text: String)] = []
    flatten(try JSONValue(file: folder.file("config.json")), "", into: &leaves)
    let kept = try? String(contentsOfFile: folder.file("config/overrides.txt"), encoding: .utf8)
    return Run(
      stamp: URL(fileURLWithPath: folder.path).lastPathComponent, keys: leaves.map(\.key),
      values: Dictionary(leaves.map { ($0.key, $0.text) }) { first, _ in first },
      overrides: (kept ?? "").split(separator: "\n").map { line in
        let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
        return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
      })
  }

  private static func flatten(
    _ value: JSONValue, _ path: String, into leaves: inout [(key: String, text: String)]
  ) {
    let below = { (key: String) in path.isEmpty ? key : "\(path).\(key)" }
    switch value {
    case .object(let object):
      for (key, value) in object { flatten(value, below(key), into: &leaves) }
    case .array(let values) where values.contains { $0.object != nil || $0.array != nil }:
      for (index, value) in values.enumerated() {
        flatten(value, below("\(index + 1)"), into: &leaves)
      }
    case .array(let values):
      leaves.append((path, values.map { $0.string ?? $0.text() }.joined(separator: ",")))
    default: leaves.append((path, value.string ?? value.text()))
    }
  }
}
