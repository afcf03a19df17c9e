/// Memory without end, recursion, and coroutines out of bounds.
extension HostileCase {
  private static let memory = "not enough memory"

  static let bombs: [HostileCase] = [
    .tick(
      "table bomb", "local t = {} while true do t[#t + 1] = { #t } end", patience: 10,
      says: "evil.lua:4: \(memory)", "traceback"),
    .tick(
      "string bomb", "local s = \"x\" while true do s = s .. s end", patience: 10,
      says: "evil.lua:4: \(memory)", "traceback"),
    .tick("one huge string", "return (\"x\"):rep(1 << 40)", says: "evil.lua:4"),
    .tick(
      "memory bombs behind pcall",
      "while true do pcall(function() local t = {} while true do t[#t + 1] = {} end end) end",
      says: "limit"),
    .tick(
      "a million coroutines",
      "local t = {} while true do t[#t + 1] = coroutine.create(print) end", patience: 10,
      says: memory),
    .tick(
      "closures without end",
      "local f = print while true do local g = f f = function() return g end end", patience: 10,
      says: memory),
    .tick(
      "a tensor larger than the machine",
      """
      local a, b, c = {}, {}, {}
      for i = 1, 2000 do a[i], b[i], c[i] = { { i } }, { i }, i end
      return hc.tensor(a) + hc.tensor(b) + hc.tensor(c)
      """, patience: 30, says: "half of this machine's memory"),
    .tick(
      "tensors kept without end",
      """
      local row, kept = {}, {}
      for i = 1, 1000 do row[i] = { i } end
      row = hc.tensor(row)
      local column = {}
      for i = 1, 1000 do column[i] = i end
      column = hc.tensor(column)
      while true do kept[#kept + 1] = row + column end
      """, patience: 30, says: "not enough memory: the objects that scripts hold",
      "raise --lua-memory"),
    .tick("an error message of ten megabytes", "error((\"x\"):rep(1e7))", says: "xxxx"),
    .tick(
      "endless recursion", "local function f() return 1 + f() end f()", patience: 10, says: memory),
    .tick(
      "endless recursion through pcall", "local function f() return pcall(f) and f() + 1 end f()",
      says: "evil.lua"),
    .tick(
      "endless recursion through gsub",
      "local function f() return ((\"x\"):gsub(\"x\", f)) end f()", says: "overflow"),
    .tick(
      "endless recursion through metatables",
      "local t = setmetatable({}, {}) getmetatable(t).__index = function(u, k) return u[k] end "
        + "return t.x", says: "overflow"),
    .state(
      "a table as deep as memory",
      "local t = {} self.state.t = t for _ = 1, 1e5 do t.t = {} t = t.t end", says: "64 deep"),
    .state("a state that holds itself", "self.state.me = self.state", says: "64 deep"),
    .state("a state that holds a function", "self.state.f = print", says: "is a function"),
    .state("a state that holds the run", "self.state.run = run", says: "self.state"),
    .tick("too many results", "return table.unpack({}, 1, 1e8)", says: "too many results"),
    .tick("a yield out of the hook", "coroutine.yield(1)", says: "outside a coroutine"),
    .tick(
      "a yield across Swift",
      "coroutine.wrap(function() run.stages:each(coroutine.yield) end)()",
      says: "across a C-call boundary"),
    .tick(
      "a coroutine that wakes itself",
      "local c c = coroutine.wrap(function() c() end) c()", says: "non-suspended"),
    .tick(
      "a dead coroutine", "local c = coroutine.wrap(function() end) c() c()", says: "dead coroutine"
    ),
  ]
}
