import Experiments
import Foundation
import LuaRuntime

/// One `NAME_spec.lua`, described and run in a Lua state of its own.
final class SpecFile {
  /// How one test ended.
  enum Outcome: Sendable, Equatable {
    case passed
    case pending
    case failed(String)
  }

  private let path: String
  private let library: PluginLibrary
  private var tests: [LuaTable] = []
  private let transcript: SpecTranscript

  /// Reads the file and what it describes; nothing is tested yet.
  /// - Throws: ``ConfigError`` when it does not load.
  init(_ path: String, folders: [String], root: String, limits: LuaLimits, trusted: Bool) throws {
    let own = URL(fileURLWithPath: path).deletingLastPathComponent()
    self.path = path
    let transcript = SpecTranscript()
    self.transcript = transcript
    library = try PluginLibrary(
      folders: [own.path, own.deletingLastPathComponent().path] + folders, root: root,
      limits: limits, trusted: trusted, print: transcript.note)
    let state = library.state
    try state.register(SpecWorldWords.vocabulary.makeClass())
    try state.register(SpecPluginWords.type)
    let source = try state.load(source: specSource, chunkName: "spec")
    let parts = try source.call([.table(try host())], results: 2)
    var names: [String: LuaValue] = [
      "hc": try library.require("hetcomp"),
      "spec": .table(try SpecFixture.make(library, transcript: transcript)),
    ]
    for (name, value) in try parts[0].asTable?.pairs() ?? [] {
      names[name.asString ?? ""] = value
    }
    library.seedRandom(0, purpose: "spec", epoch: 0, index: 0)
    _ = try library.run(
      path, keeping: path, environment: try state.environment(adding: names))
    tests = try (parts[1].asFunction?().asTable?.elements() ?? []).compactMap(\.asTable)
  }

  /// Runs every test in order and tells how it ended, as it ends.
  func run(_ report: (_ path: [String], _ outcome: Outcome) -> Void) throws {
    for (index, test) in tests.enumerated() {
      let path = try test["path"].asTable?.elements().compactMap(\.asString) ?? []
      library.seedRandom(0, purpose: "spec", epoch: 0, index: index)
      transcript.clear()
      report(path, try test["pending"].isTrue ? .pending : outcome(of: test))
    }
  }

  /// What a test leaves behind is put in order even when it failed; its own failure is told first.
  private func outcome(of test: LuaTable) throws -> Outcome {
    var failure: LuaError?
    do {
      for before in try functions(test["before"]) { try before.call() }
      try test["body"].asFunction?.call()
    } catch let error as LuaError { failure = error }
    for after in try functions(test["after"]) {
      do { try after.call() } catch { failure = failure ?? error }
    }
    return failure.map { .failed(described($0) + transcript.text) } ?? .passed
  }

  private func functions(_ list: LuaValue) throws -> [LuaFunction] {
    try list.asTable?.elements().compactMap(\.asFunction) ?? []
  }

  private func described(_ error: LuaError) -> String {
    let isAssertion = error.payload == nil && error.kind == .runtime
    let hasTrace = error.description.contains("\n")
    return isAssertion || hasTrace ? error.description : "\(error.description)\n\(error.traceback)"
  }
}

// MARK: - What a spec is given

extension SpecFile {
  private func host() throws -> LuaTable {
    let state = library.state
    let kind = try state.function("kind") { arguments in
      let value = try arguments.value(1)
      if value.asObject(LuaTensor.self) != nil { return "tensor" }
      if value.asObject(LuaMask.self) != nil { return "mask" }
      return .string(value.typeName)
    }
    let elements = try state.function("elements") { arguments in
      let value = try arguments.value(1)
      if let mask = value.asObject(LuaMask.self)?.mask {
        return .table(try arguments.state.table(mask.values.map { .boolean($0) }))
      }
      let tensor = try arguments.tensor(1)
      return .table(try arguments.state.table(tensor.values.map { .number(Double($0)) }))
    }
    let shape = try state.function("shape") { arguments in
      let mask = try arguments.value(1).asObject(LuaMask.self)?.mask
      let shape = try mask?.shape ?? arguments.tensor(1).shape
      return .table(try arguments.state.table(shape.map { .integer($0) }))
    }
    let hint = try state.function("hint") { arguments in
      let known = try arguments.table(2).elements().compactMap(\.asString)
      return .string(nearestNameHint(for: try arguments.string(1), among: known))
    }
    return try state.table([
      "kind": .function(kind), "elements": .function(elements), "shape": .function(shape),
      "hint": .function(hint),
    ])
  }
}
