import CLuaBridge

/// What scripts find around them.
public struct LuaSandbox {
  /// Where `print` goes: one line, without its end.
  public var print: (String) throws -> Void = { Swift.print($0) }
  /// What `print` shows of a table; nil for what `tostring` gives.
  public var shownTable: ((LuaTable, LuaState) throws -> String)?
  /// `require(name)`; nil leaves scripts without it.
  public var require: ((String) throws -> LuaValue)?
  /// 64 random bits, the source of `math.random`; nil leaves scripts without it.
  public var random: (() -> UInt64)?
  /// Whether `pairs` goes through tables in sorted order.
  public var sortedPairs = false
  /// Whether scripts get the full libraries of Lua: files, processes, C modules, `debug`.
  public var trusted = false

  /// Prints to standard output and has no `require` nor random numbers.
  public init() {}
}

/// The environment of scripts, built by ``sandboxSource``.
struct Sandbox {
  /// The real names; scripts see them through `view`.
  let globals: LuaTable
  let view: LuaTable
  let sortedPairs: LuaFunction
  private let environment: LuaFunction
  private let protect: LuaFunction

  init(_ options: LuaSandbox, in core: LuaCore) throws(LuaError) {
    let lua = try core.stack()
    try core.check(hcl_open_libraries(lua, options.trusted), lua)
    hcl_push_globals(lua)
    let all = LuaTable(core: core, reference: try core.reference(lua), typeName: "table")
    let host = try Self.host(options, in: core)
    let build = try core.load(sandboxSource, named: "sandbox", all)
    let parts = try core.run(build, [.table(host), .boolean(options.trusted)])
    guard case .table(let globals)? = parts.first, parts.count == 5,
      case .table(let view) = parts[1], case .function(let environment) = parts[2],
      case .function(let protect) = parts[3], case .function(let sortedPairs) = parts[4]
    else { preconditionFailure("the sandbox's source answers with five values") }
    if options.sortedPairs { try globals.set("pairs", .function(sortedPairs)) }
    (self.globals, self.view, self.sortedPairs) = (globals, view, sortedPairs)
    (self.environment, self.protect) = (environment, protect)
  }

  func environment(_ additions: LuaTable, assignable: Bool) throws(LuaError) -> LuaTable {
    try table(environment, [.table(additions), .boolean(assignable)])
  }

  func readOnly(_ table: LuaTable, name: String) throws(LuaError) -> LuaTable {
    try self.table(protect, [.table(table), .string(name)])
  }

  private func table(_ maker: LuaFunction, _ arguments: [LuaValue]) throws(LuaError) -> LuaTable {
    guard case .table(let table)? = try maker.call(arguments).first else {
      preconditionFailure("the sandbox's functions answer with tables")
    }
    return table
  }

  /// What the source needs from Swift.
  private static func host(_ options: LuaSandbox, in core: LuaCore) throws(LuaError) -> LuaTable {
    let host = try core.table()
    let print = options.print
    let emit = try core.function(
      "print",
      .one { arguments in
        try print(try arguments.string(1))
        return .nil
      })
    try host.set("print", .function(emit))
    if let shown = options.shownTable {
      let show = try core.function(
        "print", .one { .string(try shown(try $0.table(1), $0.state)) })
      try host.set("shown_table", .function(show))
    }
    let hint = try core.function(
      "nearest",
      .one { arguments in
        let known = try arguments.table(2).elements().compactMap(\.asString)
        return .string(nearestNameHint(for: try arguments.string(1), among: known))
      })
    try host.set("hint", .function(hint))
    if let require = options.require {
      let load = try core.function("require", .one { try require(try $0.string(1)) })
      try host.set("require", .function(load))
    }
    if let random = options.random {
      let bits = try core.function("bits", .one { _ in .integer(Int(bitPattern: UInt(random()))) })
      try host.set("bits", .function(bits))
    }
    return host
  }
}
