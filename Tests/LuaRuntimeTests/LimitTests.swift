import Dispatch
import LuaRuntime
import Synchronization
import Testing

/// Memory, time and interruption.
struct LimitTests {
  @Test func memoryIsLimited() throws {
    var limits = LuaLimits(memory: 8_000_000)
    limits.memoryAdvice = "raise --memory"
    let state = try LuaState(limits: limits)
    let error = state.failure(of: "local t = {} for i = 1, 1e9 do t[i] = 'x' .. i end")
    #expect(error?.kind == .memory)
    #expect(
      error?.message == "not enough memory: the limit of 8 MB is reached (raise --memory)")
    #expect(state.failure(of: "return ('x'):rep(1e8)")?.kind == .memory)
    #expect(state.memory < 8_000_000)
    try state.collectGarbage()
    #expect(state.memory < 2 << 20)
    #expect(try state.run("return 1")[0].asInteger == 1)
  }

  static let hogs = [
    "local t = {} while true do\nt[#t + 1] = {} end",
    "local s = 'x' while true do\ns = s .. s end",
    "local t = {}\nreturn ('x'):rep(1e8)",
    "local t = {} while true do\nt[#t + 1] = coroutine.create(print) end",
    "local f\nf = function() return 1 + f() end f()",
    "local t = {} local grow = function()\nwhile true do t[#t + 1] = {} end end nest(grow)",
  ]

  @Test(arguments: hogs) func aMemoryErrorSaysWhere(source: String) throws {
    let state = try LuaState(limits: LuaLimits(memory: 4 << 20))
    let nest = try state.function("nest") { try $0.function(1).call(results: 1)[0] }
    try state.globals.set("nest", .function(nest))
    for _ in 0..<2 {
      let error = state.failure(of: source)
      #expect(error?.kind == .memory)
      #expect(error?.file == "test.lua")
      #expect(error?.line == 2)
      #expect(error?.traceback.contains("test.lua:2: in ") == true)
      #expect(try state.run("return 1")[0].asInteger == 1)
    }
  }

  @Test func memoryErrorsCanBeCaught() throws {
    let state = try LuaState(limits: LuaLimits(memory: 4 << 20))
    let source = """
      local function hog() local t = {} while true do t[#t + 1] = {} end end
      local fine, message = pcall(hog)
      for _ = 1, 20 do pcall(hog) end
      return not fine and message == "not enough memory"
      """
    #expect(try state.run(source)[0].isTrue)
  }

  @Test func memoryErrorsInClosuresLeakNothing() throws {
    let tally = Tracked.Tally()
    do {
      let state = try LuaState(limits: LuaLimits(memory: 2 << 20))
      try state.register(LuaClass<Tracked>("tracked") { _ in 0 })
      let make = try state.function("make") { _ in .object(Tracked(tally)) }
      let wrap = try state.function("wrap") { arguments in
        let kept = Tracked(tally)
        return .function(try arguments.state.function("inner") { _ in .object(kept) })
      }
      try state.globals.set("make", .function(make))
      try state.globals.set("wrap", .function(wrap))
      for name in ["make", "wrap"] {
        #expect(
          state.failure(of: "local t = {} while true do t[#t + 1] = \(name)() end")?.kind == .memory
        )
      }
      try state.collectGarbage()
      #expect(tally.count == 0)
    }
    #expect(tally.count == 0)
  }

  @Test func endlessRecursionIsAnError() throws {
    let state = try LuaState(limits: LuaLimits(memory: 256 << 20))
    let nest = try state.function("nest") { try $0.function(1).call(results: 1)[0] }
    try state.globals.set("nest", .function(nest))
    let plain = state.failure(of: "local function f() return 1 + f() end f()")
    #expect(plain?.message.contains("stack overflow") == true)
    let nested = state.failure(of: "local function f() return nest(f) end f()")
    #expect(nested?.message.contains("stack overflow") == true)
  }

  @Test func metamethodsAreWatchedFromSwiftToo() throws {
    let state = try LuaState(limits: LuaLimits(time: .milliseconds(200)))
    let source = """
      local function spin() while true do pcall(error) end end
      return setmetatable({}, { __index = spin, __tostring = spin })
      """
    let table = try #require(try state.run(source)[0].asTable)
    #expect { try table.getThroughMetatable("x") } throws: {
      ($0 as? LuaError)?.kind == .timeLimit
    }
    #expect { try state.text(.table(table)) } throws: { ($0 as? LuaError)?.kind == .timeLimit }
  }

  static let loops = [
    "while true do end",
    "while true do pcall(function() while true do end end) end",
    "while true do xpcall(function() while true do end end, function() while true do end end) end",
    "coroutine.wrap(function() while true do end end)()",
    """
    local function spin() while true do pcall(function() while true do end end) end end
    local inner = coroutine.create(spin)
    while true do coroutine.resume(coroutine.create(function() coroutine.resume(inner) spin() end)) end
    """,
    "local t = setmetatable({}, { __index = function() while true do end end }) return t.x",
    "local t <close> = setmetatable({}, { __close = function() while true do end end })",
    "table.sort({ 3, 1, 2 }, function() while true do end end)",
    "nest(function() while true do pcall(nest, function() while true do end end) end end)",
    "error(setmetatable({}, { __tostring = function() while true do end end }))",
  ]

  @Test(arguments: loops) func endlessLoopsEnd(source: String) throws {
    var limits = LuaLimits(memory: 64 << 20, time: .milliseconds(300))
    limits.timeAdvice = "raise --time"
    limits.grace = .seconds(30)
    let state = try LuaState(limits: limits)
    let nest = try state.function("nest") { try $0.function(1).call(results: 1)[0] }
    try state.globals.set("nest", .function(nest))
    let error = state.failure(of: source)
    #expect(error?.kind == .timeLimit)
    #expect(error?.message == "the time limit of 0.3 seconds is reached (raise --time)")
    #expect(error?.file == "test.lua")
    #expect(try state.run("local n = 0 for i = 1, 1e5 do n = n + i end return n")[0].isTrue)
  }

  @Test func anInterruptEndsALoop() throws {
    let state = try LuaState()
    let interrupter = state.interrupter
    interrupter.interrupt()
    #expect(try state.run("return 1")[0].asInteger == 1)
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.2) { interrupter.interrupt() }
    let error = state.failure(of: "while true do pcall(function() while true do end end) end")
    #expect(error?.kind == .interrupted)
    #expect(try state.run("return 1")[0].asInteger == 1)
  }

  @Test func inAHurryEveryCallStillHasItsTime() throws {
    let state = try LuaState()
    state.interrupter.interrupt(after: 1)
    for _ in 0..<2 {
      #expect(try state.run("local n = 0 for i = 1, 1e5 do n = n + i end return n")[0].isTrue)
      #expect(state.failure(of: "while true do end")?.kind == .interrupted)
    }
  }

  @Test func aLongCallIsWarnedOf() throws {
    let warnings = Mutex<[LuaWarning]>([])
    var limits = LuaLimits(time: .milliseconds(700))
    limits.warnAfter = .milliseconds(200)
    limits.onWarning = { warning in warnings.withLock { $0.append(warning) } }
    let state = try LuaState(limits: limits)
    #expect(state.failure(of: "local x = 1\nwhile true do x = x + 1 end")?.line == 2)
    let heard = warnings.withLock { $0 }
    #expect(heard.count == 1)
    #expect(heard.first?.file == "test.lua")
    #expect(heard.first?.line == 2)
  }
}
