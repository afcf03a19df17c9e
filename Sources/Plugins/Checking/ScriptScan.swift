/// Reads a Lua script without running it, and says which names in it do not exist.
///
/// It goes through the source once, as Lua's own compiler does, and follows what is known: the
/// parameters of hooks, locals made of them, and what their members return, as far as the reference
/// tells. What it does not know, it passes over.
struct ScriptScan {
  /// Something wrong in a line.
  struct Finding: Equatable {
    let line: Int
    let message: String
    /// Whether loading the file would say the same.
    var isDeclaration = false
  }

  /// What is known of a value.
  struct Value {
    var type: String?
    /// The type of what a call of it returns.
    var result: String?
    /// The kind of plugin that a call of it declares.
    var declares: PluginKind?
    /// Where it was read from, `run.stages`, for messages.
    var path = ""
  }

  /// A plugin's table while it is read.
  struct Plugin {
    let kind: PluginKind
    /// What it declares; nil when that is not written in the table itself.
    var parameters: [String]? = []
    var uses: [(name: String, line: Int)] = []
  }

  let names: KnownNames
  private let tokens: [LuaToken]
  private var position = 0
  private var scopes: [[String: String?]] = [[:]]
  var plugins: [Plugin] = []
  private(set) var findings: [Finding] = []
  /// The modules that it requires by a literal name, but for `hetcomp`.
  var required: [String] = []
  /// Whether it has an environment of its own, and so knows its global names better.
  let hasOwnEnvironment: Bool

  /// Scans a source that compiles.
  init(_ source: String, names: KnownNames) {
    self.names = names
    tokens = LuaTokens.all(source)
    hasOwnEnvironment = tokens.contains { $0.text == "_ENV" }
    readBlock()
    findings.sort { $0.line < $1.line }
  }

  // MARK: - Words

  var token: LuaToken { tokens[min(position, tokens.count - 1)] }
  var following: LuaToken { tokens[min(position + 1, tokens.count - 1)] }

  func sees(_ text: String) -> Bool {
    token.text == text && (token.kind == .symbol || token.kind == .keyword)
  }

  @discardableResult
  mutating func take() -> LuaToken {
    defer { position += 1 }
    return token
  }

  @discardableResult
  mutating func take(_ text: String) -> Bool {
    guard sees(text) else { return false }
    position += 1
    return true
  }

  var isAtEnd: Bool { token.kind == .end }

  mutating func report(_ line: Int, _ message: String, declaration: Bool = false) {
    findings.append(Finding(line: line, message: message, isDeclaration: declaration))
  }

  // MARK: - Scopes

  mutating func declare(_ name: String, _ type: String?) {
    scopes[scopes.count - 1][name] = .some(type)
  }

  mutating func within(_ body: (inout ScriptScan) -> Void) {
    scopes.append([:])
    body(&self)
    scopes.removeLast()
  }

  /// What a name stands for; reports one that is neither a local nor a global.
  mutating func read(_ name: LuaToken) -> Value {
    for scope in scopes.reversed() {
      if let type = scope[name.text] { return Value(type: type, path: name.text) }
    }
    guard !names.globals.contains(name.text) else {
      return Value(type: names.type(ofGlobal: name.text), path: name.text)
    }
    let locals = scopes.flatMap(\.keys)
    report(
      name.line,
      "unknown global '\(name.text)'; "
        + suggestion(for: name.text, among: (locals + names.globals).sorted(), short: true))
    return Value()
  }

  /// A name that is assigned to: a local changes its type, a global is a forgotten `local`.
  mutating func assign(_ name: LuaToken, _ type: String?) {
    for index in scopes.indices.reversed() {
      guard let known = scopes[index][name.text] else { continue }
      if known != type { scopes[index][name.text] = .some(nil) }
      return
    }
    report(name.line, "assignment to global '\(name.text)': write 'local \(name.text)'")
  }

  // MARK: - Members

  /// What a member of a value is; reports one that the value's type does not have.
  mutating func member(_ name: LuaToken, of value: Value, called colon: Bool) -> Value {
    let path = value.path + (colon ? ":" : ".") + name.text
    if value.type == "params" {
      if !plugins.isEmpty { plugins[plugins.count - 1].uses.append((name.text, name.line)) }
      return Value(path: path)
    }
    guard let type = value.type, let members = names.types[type] else { return Value(path: path) }
    guard let member = members[name.text] else {
      report(
        name.line,
        "\(type.filter { $0 != "." }) has no '\(name.text)'; "
          + suggestion(for: name.text, among: members.keys.sorted(), short: true))
      return Value(path: path)
    }
    switch member.form {
    case .property, .hook, .symbol:
      if colon {
        report(name.line, "'\(name.text)' of \(type) is no method: write a dot before it")
      }
      return Value(type: member.result, path: path)
    case .method:
      if !colon, sees("(") {
        report(name.line, "'\(name.text)' of \(type) is a method: write a colon before it")
      }
      return Value(result: member.result, path: path)
    case .function:
      let kind = type == "hc" ? PluginKind(rawValue: name.text) : nil
      return Value(result: member.result, declares: kind, path: path)
    }
  }

  /// Compares the parameters that a plugin's hooks read with those it declares.
  mutating func finishPlugin() {
    let plugin = plugins.removeLast()
    guard let known = plugin.parameters else { return }
    for use in plugin.uses where !known.contains(use.name) {
      report(
        use.line,
        "params has no '\(use.name)'; \(suggestion(for: use.name, among: known, short: true))")
    }
  }
}

/// The nearest known name; all of them only when they are few.
private func suggestion(for name: String, among known: [String], short: Bool) -> String {
  let text = suggestion(for: name, among: known)
  return text.hasPrefix("known are") && known.count > 24 ? "nothing is called so" : text
}
