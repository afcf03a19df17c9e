import Formats

/// A named number, such as `test.ndcg@10`.
public struct Metric: Equatable, Sendable {
  /// The name with its prefix.
  public let name: String
  /// The value in full precision.
  public let value: Double

  /// A metric of this name and value.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }
}

extension [Metric] {
  /// The metrics as an object, in order.
  var record: JSONValue {
    var object = JSONObject()
    for metric in self { object[metric.name] = .double(metric.value) }
    return .object(object)
  }

  /// The metrics that ``record`` kept; nil when it is no object.
  init?(record: JSONValue) {
    guard let object = record.object else { return nil }
    self = object.map { Metric($0, $1.double ?? .nan) }
  }
}
