/// The line that is being typed: its letters and the cursor among them.
struct LineBuffer {
  private(set) var letters: [Character] = []
  private(set) var cursor = 0

  init(_ text: String = "") {
    letters = Array(text)
    cursor = letters.count
  }

  var text: String { String(letters) }
  var textBeforeCursor: String { String(letters[..<cursor]) }

  mutating func insert(_ text: String) {
    letters.insert(contentsOf: text, at: cursor)
    cursor += text.count
  }

  mutating func apply(_ key: Key) {
    switch key {
    case .left: cursor = max(0, cursor - 1)
    case .right: cursor = min(letters.count, cursor + 1)
    case .home: cursor = 0
    case .end: cursor = letters.count
    case .backspace where cursor > 0:
      cursor -= 1
      letters.remove(at: cursor)
    case .delete where cursor < letters.count: letters.remove(at: cursor)
    case .killToEnd: letters.removeSubrange(cursor...)
    case .killToStart:
      letters.removeSubrange(..<cursor)
      cursor = 0
    case .killWord: killWord()
    case .letter(let letter): insert(String(letter))
    default: break
    }
  }

  private mutating func killWord() {
    var start = cursor
    while start > 0, letters[start - 1] == " " { start -= 1 }
    while start > 0, letters[start - 1] != " " { start -= 1 }
    letters.removeSubrange(start..<cursor)
    cursor = start
  }

  /// The part of the line that fits into some columns, and the cursor's column in it.
  func window(_ columns: Int) -> (text: String, cursor: Int) {
    let start = max(0, cursor - max(1, columns) + 1)
    let end = min(letters.count, start + max(1, columns))
    return (String(letters[start..<end]), cursor - start)
  }
}
