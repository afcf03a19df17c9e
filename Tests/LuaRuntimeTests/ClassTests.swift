import LuaRuntime
import Testing

/// Swift objects as userdata.
struct ClassTests {
  private func state() throws -> LuaState {
    let state = try LuaState()
    try state.register(Vector.luaClass())
    try state.register(LuaClass<Stranger>("stranger") { _ in 0 })
    let make = try state.function("vector") { arguments in
      .object(Vector(try arguments.table(1).elements().compactMap(\.asNumber)))
    }
    try state.globals.set("vector", .function(make))
    try state.globals.set("stranger", .object(Stranger()))
    return state
  }

  @Test func membersAndOperatorsWork() throws {
    let results = try state().run(
      """
      local v = vector { 1, 2, 3 }
      local w = v + v:scaled(2)
      return v.size, w:sum(), w[3], #w, v:dot(w), v == w, tostring(v)
      """)
    #expect(results.prefix(5).map(\.asNumber) == [3, 18, 9, 3, 42])
    #expect(results[5].asBoolean == false)
    #expect(results[6].asString == "vector")
  }

  @Test func mistakesAreNamed() throws {
    let state = try state()
    let cases = [
      "return vector{}.sixe": "vector has no member 'sixe'; did you mean 'size'?",
      "vector{}:dot(stranger)": "bad argument #1 to 'dot': vector expected, got stranger",
      "vector{}:dot(3)": "bad argument #1 to 'dot': vector expected, got number",
      "vector{}.sum(stranger)": "calling 'sum' on a bad self: vector expected, got stranger",
      "vector{}.sum()": "calling 'sum' on a bad self: vector expected, got no value",
      "vector{}.size = 3": "'size' of vector cannot be assigned",
      "return vector{1} + 2": "bad argument #2 to '+': vector expected, got number",
      "return vector{1}[2]": "vector index 2 is outside 1…1",
      "setmetatable(vector{}, {})":
        "bad argument #1 to 'setmetatable' (table expected, got vector)",
    ]
    for (source, message) in cases.sorted(by: { $0.key < $1.key }) {
      #expect(state.failure(of: source)?.message == message)
    }
    #expect(try state.run("return getmetatable(stranger)")[0].asBoolean == false)
  }

  @Test func useAfterCloseIsAnError() throws {
    let error = try state().failure(
      of: "local kept\ndo local v <close> = vector{1}; kept = v end\nreturn kept:sum()")
    #expect(
      error?.description
        == "test.lua:3: calling 'sum' on a bad self: vector expected, got an object that was closed"
    )
  }

  @Test func collectionFollowsExternalBytes() throws {
    var limits = LuaLimits()
    limits.externalBytes = 1 << 20
    let state = try LuaState(limits: limits)
    try state.register(Vector.luaClass())
    let make = try state.function("big") { _ in .object(Vector(Array(repeating: 0, count: 10000))) }
    try state.globals.set("big", .function(make))
    try state.run("for _ = 1, 500 do local _ = big() end")
    #expect(state.externalBytes < 3 << 20)
    #expect(state.externalBytes > 0)
    try state.collectGarbage()
    #expect(state.externalBytes == 0)
  }
}
