import LuaRuntime
import Testing

/// Values, calls and errors on their way between Swift and Lua.
struct BorderTests {
  @Test func valuesGoThereAndBack() throws {
    let state = try LuaState()
    let echo = try state.run("return function(...) return ... end")[0].asFunction
    let results = try #require(echo).call([true, 7, 0.5, "ä\0b", nil])
    #expect(results.count == 5)
    #expect(results[0].asBoolean == true)
    #expect(results[1].asInteger == 7)
    #expect(results[2].asNumber == 0.5)
    #expect(results[3].asString == "ä\0b")
    #expect(results[4].isNil)
  }

  @Test func tablesAreReadInOrder() throws {
    let state = try LuaState()
    let table = try #require(
      try state.run("return { z = 1, a = 2, 'x', 'y', [-3] = 0 }")[0].asTable)
    let keys = try table.pairs().map { $0.key.asString ?? "\($0.key.asInteger ?? 0)" }
    #expect(keys == ["-3", "1", "2", "a", "z"])
    #expect(table.count == 2)
    try table.set("new", .table(table))
    #expect(try table["new"].asTable?.identity == table.identity)
  }

  @Test func aLengthMayBeAnyBorder() throws {
    let state = try LuaState()
    let keys = (0...62).map { "[\(1 << $0)] = true" }.joined(separator: ", ")
    let table = try #require(try state.run("return { \(keys) }")[0].asTable)
    #expect(table.count > 1 << 60)
    #expect(try table.elements().count == 2)
  }

  @Test func closuresGoBothWays() throws {
    let state = try LuaState()
    let twice = try state.function("twice") { arguments in
      let function = try arguments.function(1)
      let once = try function.call([try arguments.value(2)], results: 1)
      return try function.call(once, results: 1)[0]
    }
    let split = try state.functionOfMany("split") { arguments in
      try arguments.string(1).split(separator: " ").map { .string(String($0)) }
    }
    try state.globals.set("twice", .function(twice))
    try state.globals.set("split", .function(split))
    let result = try state.run(
      "return twice(function(x) return x * 3 end, 2), select('#', split 'a b c')")
    #expect(result.map(\.asInteger) == [18, 3])
  }

  @Test func aSwiftErrorKeepsItsIdentity() throws {
    let state = try LuaState()
    let fail = try state.function("fail") { throw Failure(number: try $0.integer(1)) }
    let call = try state.function("call") { try $0.function(1).call(results: 1)[0] }
    try state.globals.set("fail", .function(fail))
    try state.globals.set("call", .function(call))
    let error = state.failure(
      of: """
        local function inner()
          local ok, problem = pcall(fail, 1)
          pcall(fail, 2)
          error(problem, 0)
        end
        call(function() call(inner) end)
        """)
    #expect(error?.payload as? Failure == Failure(number: 1))
    #expect(error?.description == "test.lua:2: failure number 1")
    #expect(error?.traceback.contains("'call'") == true)
    #expect(error?.traceback.contains("test.lua:6: in main chunk") == true)
  }

  @Test func errorsOfEveryShapeArrive() throws {
    let state = try LuaState()
    let syntax = state.failure(of: "local x = 1\nlocal = 2")
    #expect(syntax?.kind == .syntax)
    #expect(syntax?.line == 2)
    #expect(state.failure(of: "\n\nerror 'plain'")?.description == "test.lua:3: plain")
    #expect(state.failure(of: "error { message = 'in a table' }")?.message == "in a table")
    #expect(state.failure(of: "error {}")?.message == "(error object is a table value)")
    #expect(state.failure(of: "error()")?.message == "(error object is a nil value)")
    let shaped = "error(setmetatable({}, { __tostring = function() return 'shaped' end }))"
    #expect(state.failure(of: shaped)?.message == "shaped")
    #expect(state.failure(of: "local t\nreturn t.x")?.line == 2)
  }

  @Test func argumentsComplainWell() throws {
    let state = try LuaState()
    let gap = try state.function("gap") { .number(try $0.number(1) + Double(try $0.integer(2))) }
    try state.globals.set("gap", .function(gap))
    #expect(
      state.failure(of: "\ngap(1, nil)")?.description
        == "test.lua:2: bad argument #2 to 'gap': integer expected, got nil")
    #expect(
      state.failure(of: "gap(1, 1.5)")?.message
        == "bad argument #2 to 'gap': integer expected, got 1.5")
    #expect(
      state.failure(of: "gap()")?.message
        == "bad argument #1 to 'gap': number expected, got no value")
  }

  @Test func errorsThroughNestedFramesLeakNothing() throws {
    let tally = Tracked.Tally()
    do {
      let state = try LuaState()
      try state.register(LuaClass<Tracked>("tracked") { _ in 0 })
      let captured = Tracked(tally)
      let nest = try state.function("nest") { arguments in
        let local = Tracked(tally)
        let result = try arguments.function(1).call(
          [.object(local), .object(captured)], results: 1)
        return result[0]
      }
      try state.globals.set("nest", .function(nest))
      let source = """
        local how = ...
        local function deep() nest(function(x) nest(function() error('deep ' .. how) end) end) end
        if how == 1 then deep() end
        if how == 2 then coroutine.wrap(deep)() end
        local ok, problem = pcall(deep)
        error(problem, 0)
        """
      let chunk = try state.load(source: source, chunkName: "test.lua")
      for round in 0..<3000 {
        #expect(throws: LuaError.self) { try chunk.call([.integer(round % 3)]) }
      }
      try state.collectGarbage()
      #expect(tally.count == 1)
    }
    #expect(tally.count == 0)
  }

  @Test func handlesOutliveTheirStateSafely() throws {
    var state: LuaState? = try LuaState()
    let table = try #require(try state?.table(["a": 1]))
    let function = try #require(try state?.load(source: "return 1", chunkName: "x"))
    let letGo = try #require(
      try state?.function("let go") { _ in
        state = nil
        return 7
      })
    #expect(try letGo().asInteger == 7)
    #expect(state == nil)
    #expect(throws: LuaError.self) { try table["a"] }
    #expect(throws: LuaError.self) { try function.call() }
    #expect(table.count == 0)
  }
}
