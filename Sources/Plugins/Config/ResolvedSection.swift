import Formats

/// A part of a resolved config: every key its schema declares is there, with its type.
struct ResolvedSection {
  let members: JSONObject

  init(_ value: JSONValue?) { members = value?.object ?? [:] }

  func section(_ key: String) -> ResolvedSection { ResolvedSection(members[key]) }
  func int(_ key: String) -> Int { declared(key, members[key]?.int) }
  func seed(_ key: String) -> UInt64 { UInt64(int(key)) }
  func number(_ key: String) -> Double { declared(key, members[key]?.double) }
  func text(_ key: String) -> String { declared(key, members[key]?.string) }
  func flag(_ key: String) -> Bool { declared(key, members[key]?.bool) }
  func list(_ key: String) -> [JSONValue] { declared(key, members[key]?.array) }

  private func declared<Value>(_ key: String, _ value: Value?) -> Value {
    guard let value else { preconditionFailure("the schema has no such \(key)") }
    return value
  }
}
