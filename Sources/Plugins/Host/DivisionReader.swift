import Experiments
import Interactions
import LuaRuntime

/// Reads what the hook `split` answers.
struct DivisionReader {
  /// What is wrong with an answer.
  struct Mistake: Error {
    let wanted: String
    let got: String
  }

  private let interactions: LuaInteractions

  init(_ interactions: LuaInteractions) { self.interactions = interactions }

  /// A recipe with its parameters, or parts as masks or as one index.
  func read(_ answers: [LuaValue]) throws -> Division {
    let answer = answers.first ?? .nil
    if let recipe = answer.asString { return .recipe(recipe, try parameters(answers.dropFirst())) }
    if let index = answer.asObject(LuaIndices.self) { return .parts(try parts(of: index)) }
    if let table = answer.asTable { return .parts(try parts(of: table)) }
    throw Mistake(wanted: "a recipe's name, or masks, or an index", got: answer.described)
  }

  private func parameters(_ rest: ArraySlice<LuaValue>) throws -> [String: Double] {
    guard let value = rest.first, !value.isNil else { return [:] }
    let wanted = "named numbers after a recipe"
    guard let table = value.asTable else { throw Mistake(wanted: wanted, got: value.described) }
    var found: [String: Double] = [:]
    for (key, value) in try table.pairs() {
      guard let name = key.asString, let number = value.asNumber else {
        throw Mistake(wanted: wanted, got: "\(value.described) under \(key.described)")
      }
      found[name] = number
    }
    return found
  }

  /// 1, 2 and 3 for train, valid and test, 0 for none.
  private func parts(of index: LuaIndices) throws -> [SplitPart?] {
    let count = try interactions.list().count
    guard index.ids.shape == [count] else {
      throw Mistake(wanted: "an index of shape [\(count)]", got: "one of \(index.ids.shape)")
    }
    return try index.ids.values.map { place in
      guard place != -1 else { return nil }
      guard SplitPart.allCases.indices.contains(Int(place)) else {
        throw Mistake(wanted: "an index of 1, 2, 3, and 0 for none", got: "\(place + 1) in it")
      }
      return SplitPart.allCases[Int(place)]
    }
  }

  /// Masks that share nothing; one that is left out of three takes the rest.
  private func parts(of table: LuaTable) throws -> [SplitPart?] {
    let count = try interactions.list().count
    let known = SplitPart.allCases.map(\.rawValue)
    var parts = [SplitPart?](repeating: nil, count: count)
    var missing = SplitPart.allCases
    for (key, value) in try table.pairs() {
      let wanted = "masks of shape [\(count)] under train, valid and test"
      guard let part = SplitPart.allCases.first(where: { $0.rawValue == key.asString }) else {
        let hint = suggestion(for: key.asString ?? "", among: known)
        throw Mistake(wanted: wanted, got: "\(key.described); \(hint)")
      }
      guard let mask = value.asObject(LuaMask.self)?.mask, mask.shape == [count] else {
        throw Mistake(wanted: wanted, got: "\(value.described) under \(part.rawValue)")
      }
      for (place, isIn) in mask.values.enumerated() where isIn {
        if let other = parts[place] {
          throw Mistake(
            wanted: "masks that share nothing",
            got: "interaction \(place + 1) in both \(other.rawValue) and \(part.rawValue)")
        }
        parts[place] = part
      }
      missing.removeAll { $0 == part }
    }
    guard missing.count < 2 else {
      throw Mistake(wanted: "at least two of train, valid and test", got: "one or none")
    }
    return missing.first.map { rest in parts.map { $0 ?? rest } } ?? parts
  }
}
