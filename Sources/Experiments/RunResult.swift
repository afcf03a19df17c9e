import Formats

/// What `result.json` says: every model's numbers under one protocol, and what the run cost.
public struct RunResult: Sendable, Equatable {
  /// The experiment's name.
  public var name: String
  /// The protocol of every number.
  public var protocolName: String
  /// The fingerprint of the split's training interactions.
  public var splitFingerprint: String
  /// The fingerprint of what numbers were measured on; nil where it was not kept yet.
  public var evaluationFingerprint: String?
  /// The student's seed.
  public var seed: UInt64
  /// The kernel variant that computed them.
  public var kernel: String
  /// The student's best epoch by the monitored metric.
  public var bestEpoch: Int
  /// The models in the order of the table: baselines, student, teachers.
  public var models: [ModelResult]
  /// Seconds by part: `teachers`, `distill`, `evaluate`, `total`.
  public var seconds: [Metric]
  /// The most memory the process held at once.
  public var peakMemoryBytes: Int
  /// Versions of what made the numbers, by name.
  public var versions: [(name: String, version: String)]

  /// Results are equal when all their parts are.
  public static func == (a: RunResult, b: RunResult) -> Bool { a.json == b.json }
}

/// One model's numbers, and its size and speed where they are known.
public struct ModelResult: Sendable, Equatable {
  /// `student`, `none`, `final-only`, `ensemble` or `teacher.NAME`.
  public var name: String
  /// Its metrics, named with their prefixes `valid.` and `test.`.
  public var metrics: [Metric]
  /// How many numbers the model consists of.
  public var parameters: Int?
  /// The size of its file.
  public var bytes: Int?
  /// The median time of one user's ten best items.
  public var microseconds: Double?

  /// A model's numbers.
  public init(
    name: String, metrics: [Metric], parameters: Int? = nil, bytes: Int? = nil,
    microseconds: Double? = nil
  ) {
    self.name = name
    self.metrics = metrics
    self.parameters = parameters
    self.bytes = bytes
    self.microseconds = microseconds
  }

  /// The value of a metric named with its prefix.
  public subscript(_ metric: String) -> Double? {
    metrics.first { $0.name == metric }?.value
  }
}

// MARK: - JSON

extension RunResult {
  /// The document of `result.json`, schema 1.
  public var json: JSONValue {
    var models = JSONObject()
    for model in self.models { models[model.name] = model.json }
    var seconds = JSONObject()
    for part in self.seconds { seconds[part.name] = .double(part.value) }
    var versions = JSONObject()
    for (name, version) in self.versions { versions[name] = .string(version) }
    return [
      "schema": 1, "name": .string(name), "protocol": .string(protocolName),
      "split_fingerprint": .string(splitFingerprint),
      "evaluation_fingerprint": evaluationFingerprint.map { .string($0) } ?? .null,
      "seed": .int(Int(clamping: seed)),
      "kernel": .string(kernel), "best_epoch": .int(bestEpoch), "models": .object(models),
      "seconds": .object(seconds), "peak_memory_bytes": .int(peakMemoryBytes),
      "versions": .object(versions),
    ]
  }

  /// Reads the document of a `result.json`.
  /// - Throws: ``ExperimentError/input(_:)`` that names the file and what it lacks.
  public init(file path: String) throws {
    try self.init(JSONValue(file: path), source: path)
  }

  /// Reads such a document that is part of another, `source` in messages.
  /// - Throws: ``ExperimentError/input(_:)`` that names the source and what it lacks.
  init(_ json: JSONValue, source path: String) throws {
    func need<T>(_ key: String, _ value: (JSONValue) -> T?) throws -> T {
      guard let found = json[key].flatMap(value) else {
        throw ExperimentError.input("\(path): \"\(key)\" is missing; is this a run's result.json?")
      }
      return found
    }
    guard try need("schema", \.int) == 1 else {
      throw ExperimentError.input("\(path): only schema 1 can be read; update hetcomp.")
    }
    name = try need("name", \.string)
    protocolName = try need("protocol", \.string)
    splitFingerprint = try need("split_fingerprint", \.string)
    evaluationFingerprint = json["evaluation_fingerprint"]?.string
    seed = UInt64(clamping: try need("seed", \.int))
    kernel = try need("kernel", \.string)
    bestEpoch = try need("best_epoch", \.int)
    models = try need("models", \.object).map { ModelResult(name: $0, json: $1) }
    seconds = try need("seconds", \.object).map { Metric($0, $1.double ?? .nan) }
    peakMemoryBytes = try need("peak_memory_bytes", \.int)
    versions = try need("versions", \.object).map { ($0, $1.string ?? "") }
  }
}

extension ModelResult {
  fileprivate var json: JSONValue {
    var object = JSONObject()
    for part in ["valid", "test"] {
      var numbers = JSONObject()
      for metric in metrics where metric.name.hasPrefix("\(part).") {
        numbers[String(metric.name.dropFirst(part.count + 1))] = .double(metric.value)
      }
      object[part] = .object(numbers)
    }
    object["parameters"] = parameters.map { .int($0) }
    object["bytes"] = bytes.map { .int($0) }
    object["us_per_recommendation"] = microseconds.map { .double($0) }
    return .object(object)
  }

  fileprivate init(name: String, json: JSONValue) {
    self.init(
      name: name,
      metrics: ["valid", "test"].flatMap { part in
        (json[part]?.object ?? JSONObject()).map { Metric("\(part).\($0)", $1.double ?? .nan) }
      },
      parameters: json["parameters"]?.int, bytes: json["bytes"]?.int,
      microseconds: json["us_per_recommendation"]?.double)
  }
}
