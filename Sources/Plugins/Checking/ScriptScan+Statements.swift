extension ScriptScan {
  private var isBlockEnd: Bool {
    isAtEnd || ["end", "else", "elseif", "until"].contains { sees($0) }
  }

  mutating func readBlock() {
    while !isBlockEnd {
      let before = token
      readStatement()
      if token == before, !isBlockEnd { take() }  // never stand still
    }
  }

  private mutating func readStatement() {
    switch (token.kind, token.text) {
    case (.keyword, "local"): readLocal()
    case (.keyword, "function"): readNamedFunction()
    case (.keyword, "if"): readIf()
    case (.keyword, "for"): readFor()
    case (.keyword, "while"):
      take()
      _ = readExpression()
      readBody(after: "do")
    case (.keyword, "do"): readBody(after: "do")
    case (.keyword, "repeat"):
      take()
      within { scan in
        scan.readBlock()
        scan.take("until")
        _ = scan.readExpression()
      }
    case (.keyword, "return"):
      take()
      if !isBlockEnd, !sees(";") { _ = readExpressions() }
    case (.keyword, "break"), (.symbol, ";"): take()
    case (.keyword, "goto"):
      take()
      take()
    case (.symbol, "::"):
      take()
      take()
      take("::")
    default: readAssignmentOrCall()
    }
  }

  /// `do … end`, in a scope of its own.
  private mutating func readBody(after word: String) {
    take(word)
    within { $0.readBlock() }
    take("end")
  }

  private mutating func readLocal() {
    take("local")
    if take("function") {
      declare(take().text, nil)
      readFunctionBody([])
      return
    }
    var declared: [String] = []
    repeat {
      declared.append(take().text)
      if take("<") {
        take()
        take(">")
      }
    } while take(",")
    let values = take("=") ? readExpressions() : []
    for (index, name) in declared.enumerated() {
      declare(name, index < values.count ? values[index].type : nil)
    }
  }

  private mutating func readNamedFunction() {
    take("function")
    let name = take()
    let isPlain = !sees(".") && !sees(":")
    if isPlain { assign(name, nil) } else { _ = read(name) }
    var isMethod = false
    while sees(".") || sees(":") {
      isMethod = sees(":")
      take()
      take()
    }
    readFunctionBody(isMethod ? [nil] : [], implicitSelf: isMethod)
  }

  private mutating func readIf() {
    take("if")
    _ = readExpression()
    take("then")
    within { $0.readBlock() }
    while take("elseif") {
      _ = readExpression()
      take("then")
      within { $0.readBlock() }
    }
    if take("else") { within { $0.readBlock() } }
    take("end")
  }

  private mutating func readFor() {
    take("for")
    var variables = [take().text]
    while take(",") { variables.append(take().text) }
    let isNumeric = take("=")
    if !isNumeric { take("in") }
    _ = readExpressions()
    take("do")
    within { scan in
      for name in variables { scan.declare(name, isNumeric ? "number" : nil) }
      scan.readBlock()
    }
    take("end")
  }

  private mutating func readAssignmentOrCall() {
    var targets: [LuaToken?] = []
    repeat {
      let isPlain = token.kind == .name && (following.text == "=" || following.text == ",")
      if isPlain, following.kind == .symbol {
        targets.append(take())
      } else {
        _ = readSuffixed()
        targets.append(nil)
      }
    } while take(",")
    guard take("=") else { return }
    let values = readExpressions()
    for (index, target) in targets.enumerated() {
      if let target { assign(target, index < values.count ? values[index].type : nil) }
    }
  }
}
