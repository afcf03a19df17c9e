extension ScriptScan {
  mutating func readExpressions() -> [Value] {
    var values = [readExpression()]
    while take(",") { values.append(readExpression()) }
    return values
  }

  /// Operators that bind at least as tightly as `least`; see the manual of Lua, 3.4.8.
  mutating func readExpression(_ least: Int = 1) -> Value {
    var value = readOperand()
    while let strength = Self.strengths[token.text], token.kind != .string, strength >= least {
      let symbol = take().text
      let isRightBound = symbol == ".." || symbol == "^"
      let right = readExpression(isRightBound ? strength : strength + 1)
      value = Value(type: Self.type(of: value.type, symbol, right.type))
    }
    return value
  }

  private static let strengths: [String: Int] = [
    "or": 1, "and": 2, "<": 3, ">": 3, "<=": 3, ">=": 3, "~=": 3, "==": 3, "|": 4, "~": 5, "&": 6,
    "<<": 7, ">>": 7, "..": 8, "+": 9, "-": 9, "*": 10, "/": 10, "//": 10, "%": 10, "^": 12,
  ]
  private static let unaryStrength = 11

  private static func type(of left: String?, _ symbol: String, _ right: String?) -> String? {
    switch symbol {
    case "<", ">", "<=", ">=", "~=", "==": "boolean"
    case "and", "or": left == right ? left : nil
    case "..": "string"
    default:
      if left == "tensor" || right == "tensor" { "tensor" } else { left == right ? left : nil }
    }
  }

  private mutating func readOperand() -> Value {
    if sees("-") || sees("~") {
      take()
      return Value(type: readExpression(Self.unaryStrength).type)
    }
    if take("#") {
      _ = readExpression(Self.unaryStrength)
      return Value(type: "number")
    }
    if take("not") {
      _ = readExpression(Self.unaryStrength)
      return Value(type: "boolean")
    }
    switch (token.kind, token.text) {
    case (.number, _):
      take()
      return Value(type: "number")
    case (.string, _):
      take()
      return Value(type: "string")
    case (.keyword, "function"):
      take()
      readFunctionBody([])
      return Value(type: "function")
    case (.symbol, "{"):
      readTable(of: nil)
      return Value(type: "table")
    case (.keyword, _), (.symbol, "..."):
      take()
      return Value()
    default: return readSuffixed()
    }
  }

  /// A name or an expression in brackets, and the members and calls that follow it.
  mutating func readSuffixed() -> Value {
    var value: Value
    if take("(") {
      value = readExpression()
      take(")")
    } else if token.kind == .name {
      let name = take()
      if name.text == "require", token.kind == .string || following.kind == .string {
        return readSuffixes(of: readRequire())
      }
      value = read(name)
    } else {
      take()
      return Value()
    }
    return readSuffixes(of: value)
  }

  private mutating func readRequire() -> Value {
    let isBracketed = take("(")
    let module = take().text
    if isBracketed { take(")") }
    if module != "hetcomp" { required.append(module) }
    return Value(type: module == "hetcomp" ? "hc" : nil, path: "hc")
  }

  private mutating func readSuffixes(of first: Value) -> Value {
    var value = first
    while true {
      if token.kind == .string {
        take()
        value = Value(type: value.result)
      } else if sees(".") || sees(":") {
        let colon = take().text == ":"
        let name = take()
        value = member(name, of: value, called: colon)
      } else if take("[") {
        _ = readExpression()
        take("]")
        value = Value()
      } else if sees("{") {
        readTable(of: value.declares)
        value = Value(type: value.result)
      } else if take("(") {
        readArguments(of: value.declares)
        value = Value(type: value.result)
      } else {
        return value
      }
    }
  }

  private mutating func readArguments(of kind: PluginKind?) {
    if sees("{") {
      readTable(of: kind)
      if take(",") { _ = readExpressions() }
    } else if !sees(")") {
      _ = readExpressions()
    }
    take(")")
  }

  // MARK: - Functions and tables

  /// `(a, b) … end`; the parameters' types as far as they are known.
  mutating func readFunctionBody(_ types: [String?], implicitSelf: Bool = false) {
    take("(")
    within { scan in
      var index = 0
      if implicitSelf {
        scan.declare("self", nil)
        index = 1
      }
      while !scan.sees(")"), !scan.isAtEnd {
        let name = scan.take()
        if name.kind == .name { scan.declare(name.text, index < types.count ? types[index] : nil) }
        index += 1
        scan.take(",")
      }
      scan.take(")")
      scan.readBlock()
    }
    take("end")
  }

  /// A table; that of a plugin has hooks and parameters among its fields.
  mutating func readTable(of kind: PluginKind?) {
    if let kind { plugins.append(Plugin(kind: kind)) }
    take("{")
    while !sees("}"), !isAtEnd {
      if token.kind == .name, following.text == "=", following.kind == .symbol {
        let name = take()
        take("=")
        if let kind { readField(name, of: kind) } else { _ = readExpression() }
      } else if take("[") {
        _ = readExpression()
        take("]")
        take("=")
        _ = readExpression()
      } else {
        _ = readExpression()
      }
      if !take(",") { take(";") }
    }
    take("}")
    if kind != nil { finishPlugin() }
  }

  private mutating func readField(_ name: LuaToken, of kind: PluginKind) {
    let known = PluginDeclaration.fields(of: kind)
    if !known.contains(name.text) {
      let mistake = PluginDeclaration.unknown(name.text, isHook: sees("function"), of: kind)
      report(name.line, "\(kind.rawValue): \(mistake)", declaration: true)
    }
    if name.text == "params" {
      let declared = sees("{") ? readParameters() : nil
      if declared == nil { _ = readExpression() }
      plugins[plugins.count - 1].parameters = declared
    } else if take("function") {
      let near = kind.hooks.contains(name.text) ? name.text : nearestHook(name.text, kind)
      readFunctionBody(names.parameters(of: near, kind))
    } else {
      _ = readExpression()
    }
  }

  private func nearestHook(_ name: String, _ kind: PluginKind) -> String {
    kind.hooks.first { suggestion(for: name, among: kind.hooks).contains("\"\($0)\"") } ?? name
  }

  private mutating func readParameters() -> [String] {
    var declared: [String] = []
    take("{")
    while !sees("}"), !isAtEnd {
      if token.kind == .name, following.text == "=" {
        declared.append(take().text)
        take("=")
      }
      _ = readExpression()
      if !take(",") { take(";") }
    }
    take("}")
    return declared
  }
}
