import Foundation

/// The command line: flags with a value each, `key=value`, and words.
public struct Arguments {
  /// What stands alone.
  public private(set) var words: [String] = []
  /// Numbers given as `key=value`.
  public private(set) var values: [String: Double] = [:]
  private var flags: [String: String] = [:]

  /// Reads the command line of this process.
  /// - Throws: ``Mistake`` for a flag that is not among `flags` or has no value.
  public init(flags known: [String]) throws(Mistake) {
    var rest = CommandLine.arguments.dropFirst()
    while let word = rest.popFirst() {
      let parts = word.split(separator: "=", maxSplits: 1)
      if word.hasPrefix("--") {
        guard known.contains(word), let value = rest.popFirst() else {
          throw Mistake("\(word): flags are \(known.joined(separator: ", ")), each with a value")
        }
        flags[word] = value
      } else if parts.count == 2 {
        guard let number = Double(parts[1]) else { throw Mistake("\(word) is no number") }
        values[String(parts[0])] = number
      } else {
        words.append(word)
      }
    }
  }

  /// The value of a flag.
  public subscript(_ flag: String) -> String? { flags[flag] }

  /// The value of a flag as a number of at least 1.
  public func number(_ flag: String, or standard: Int) throws(Mistake) -> Int {
    guard let text = flags[flag] else { return standard }
    guard let number = Int(text), number >= 1 else {
      throw Mistake("\(flag) takes a number of at least 1, not \(text)")
    }
    return number
  }

  /// What is wrong with the command line.
  public struct Mistake: Error, CustomStringConvertible {
    /// The sentence.
    public let description: String

    /// A mistake that says so.
    public init(_ description: String) { self.description = description }
  }
}

/// Runs `body`; an error is told in a line and ends the process.
public func orExplain(_ body: () throws -> Void) {
  do { try body() } catch {
    FileHandle.standardError.write(Data("\(error)\n".utf8))
    exit(1)
  }
}
