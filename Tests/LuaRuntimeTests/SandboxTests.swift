import LuaRuntime
import Synchronization
import Testing

/// What scripts can and cannot reach.
struct SandboxTests {
  @Test func globalsAreReadOnly() throws {
    let state = try LuaState()
    let cases = [
      "local a = 1\nx = a": "test.lua:2: assignment to global 'x': write 'local x'",
      "_G.x = 1": "test.lua:1: assignment to global 'x': write 'local x'",
      "pirnt(1)": "test.lua:1: unknown global 'pirnt'; did you mean 'print'?",
      "return math.flor(1)": "test.lua:1: math has no 'flor'; did you mean 'floor'?",
      "\nmath.floor = nil":
        "test.lua:2: assignment to 'floor' of math, which is read-only",
      "rawset(_G, 'x', 1)": "test.lua:1: rawset of a read-only table",
      "rawset(math, 'x', 1)": "test.lua:1: rawset of a read-only table",
      "setmetatable(_G, {})": "test.lua:1: cannot change a protected metatable",
      "setmetatable({}, { __gc = print })":
        "test.lua:1: setmetatable: '__gc' is not available here",
    ]
    for (source, message) in cases.sorted(by: { $0.key < $1.key }) {
      #expect(state.failure(of: source)?.description == message)
    }
    for name in ["io", "os", "load", "loadstring", "dofile", "debug", "package", "require"] {
      #expect(state.failure(of: "return \(name)")?.message.hasPrefix("unknown global") == true)
    }
  }

  @Test func stringsCannotBeTamperedWith() throws {
    let state = try LuaState()
    #expect(try state.run("return getmetatable('')")[0].asBoolean == false)
    #expect(state.failure(of: "return string.dump")?.message.hasPrefix("string has no") == true)
    #expect(state.failure(of: "return ('').dump(print)") != nil)
    #expect(try state.run("return ('ab'):rep(2)")[0].asString == "abab")
  }

  @Test func binaryChunksAreRefused() throws {
    let trusting = try LuaState(sandbox: trusted())
    let dump = try trusting.run("return string.dump(function() end)")[0].asString
    #expect(dump != nil)
    let state = try LuaState()
    #expect(throws: LuaError.self) { try state.load(source: "\u{1B}Lua", chunkName: "x.lua") }
  }

  private func trusted() -> LuaSandbox {
    var sandbox = LuaSandbox()
    sandbox.trusted = true
    return sandbox
  }

  @Test func trustOpensTheLibraries() throws {
    let state = try LuaState(sandbox: trusted())
    #expect(
      try state.run("return type(io.open), type(os.time), load('return 1')()")[2].asInteger == 1)
    #expect(state.failure(of: "load('x = 1')()")?.message.hasPrefix("assignment to global") == true)
  }

  @Test func pairsCanBeSorted() throws {
    var sandbox = LuaSandbox()
    sandbox.sortedPairs = true
    let state = try LuaState(sandbox: sandbox)
    let text = try state.run(
      """
      local keys = {}
      local t = { gamma = 1, alpha = 2, beta = 3, [10] = 4, [2] = 5, [true] = 6 }
      for key in pairs(t) do t[key] = nil; keys[#keys + 1] = tostring(key) end
      return table.concat(keys, " ")
      """)
    #expect(text[0].asString == "2 10 alpha beta gamma true")
  }

  @Test func theHostPrintsRequiresAndSeeds() throws {
    let lines = Mutex<[String]>([])
    var sandbox = LuaSandbox()
    sandbox.print = { line in lines.withLock { $0.append(line) } }
    sandbox.require = { name in
      guard name == "answer" else { throw LuaError("there is no module '\(name)'") }
      return 42
    }
    var draw: UInt64 = 0
    sandbox.random = {
      draw &+= 0x9E37_79B9_7F4A_7C15
      return draw
    }
    let state = try LuaState(sandbox: sandbox)
    try state.run("print(require 'answer', nil, 1.5)")
    #expect(lines.withLock { $0 } == ["42\tnil\t1.5"])
    #expect(state.failure(of: "require 'x'")?.description == "test.lua:1: there is no module 'x'")
    let inRange = try state.run(
      """
      for _ = 1, 1000 do
        local x, i, j = math.random(), math.random(6), math.random(-2, 2)
        if x < 0 or x >= 1 or i < 1 or i > 6 or j < -2 or j > 2 then return false end
      end
      return math.random(math.mininteger, math.maxinteger) ~= nil
      """)
    #expect(inRange[0].isTrue)
    #expect(state.failure(of: "math.randomseed(1)") != nil)
  }

  @Test func environmentsAddNames() throws {
    let state = try LuaState()
    let prompt = try state.environment(adding: ["answer": 42], assignable: true)
    try state.load(source: "x = answer", chunkName: "a", environment: prompt).call()
    let sum = try state.load(source: "return x + answer", chunkName: "b", environment: prompt)
    #expect(try sum().asInteger == 84)
    let closed = try state.environment(adding: ["answer": 42])
    #expect(throws: LuaError.self) {
      try state.load(source: "x = answer", chunkName: "c", environment: closed).call()
    }
    #expect(state.failure(of: "return answer") != nil)
  }

  @Test func readOnlyViewsNameTheNearest() throws {
    let state = try LuaState()
    let module = try state.readOnly(try state.table(["curriculum": 1]), name: "hc")
    try state.globals.set("hc", .table(module))
    #expect(try state.run("return hc.curriculum")[0].asInteger == 1)
    #expect(
      state.failure(of: "return hc.curiculum")?.message
        == "hc has no 'curiculum'; did you mean 'curriculum'?")
    #expect(try state.run("for k in pairs(hc) do return k end")[0].asString == "curriculum")
  }
}
