/// Changing what others use, finalizers, and ways out of the sandbox.
extension HostileCase {
  private static let readOnly = "read-only"
  private static let metatable = "protected metatable"

  static let tampering: [HostileCase] = [
    .tick("a forgotten local", "counter = 1", says: "evil.lua:4", "write 'local counter'"),
    .tick("writing to a library", "math.floor = math.ceil", says: readOnly),
    .tick("writing to the module", "hc.tensor = nil", says: readOnly),
    .tick("writing to self", "self.params = {}", says: readOnly),
    .tick("writing to parameters", "self.params.every = 1", says: readOnly),
    .tick("writing to the run", "run.epoch = 7", says: "'epoch' of run cannot be assigned"),
    .tick("rawset of the globals", "rawset(_G, \"print\", nil)", says: readOnly),
    .tick("rawset of a library", "rawset(string, \"format\", nil)", says: readOnly),
    .tick("another metatable for the globals", "setmetatable(_G, {})", says: metatable),
    .tick("the metatable of strings", "getmetatable(\"\").__index = nil", says: "boolean"),
    .tick("the metatable of a tensor", "getmetatable(hc.tensor(1)).__gc = nil", says: "boolean"),
    .tick(
      "a finalizer", "setmetatable({}, { __gc = function() while true do end end })",
      says: "'__gc' is not available"),
    .tick(
      "a finalizer smuggled in later",
      "for _ = 1, 1000 do local m = {} setmetatable({}, m) m.__gc = function() while true do end end end",
      .finished),
    .tick(
      "a finalizer inherited",
      "setmetatable({}, setmetatable({}, { __index = { __gc = function() while true do end end } }))",
      .finished),
    .tick(
      "a tensor used after it was closed",
      "local t = run.stages:tensor() do local u <close> = t end return t:sum()", says: "closed"),
    .tick("a method of another object", "run.stages.open(hc.tensor(1))", says: "bad self"),
    .tick("another seed", "math.randomseed(1)", says: "the seed is the host's"),
    .tick("stopping the collector", "collectgarbage(\"stop\")", says: "only 'count'"),
  ]

  static let escapes: [HostileCase] = [
    .tick("load", "load(\"return 1\")()", says: "unknown global 'load'"),
    .tick("dofile", "dofile(\"/etc/passwd\")", says: "unknown global 'dofile'"),
    .tick("io", "io.open(\"/etc/passwd\")", says: "unknown global 'io'"),
    .tick("os", "os.execute(\"true\")", says: "unknown global 'os'"),
    .tick("debug", "debug.getregistry()", says: "unknown global 'debug'"),
    .tick("package", "package.loadlib(\"libc.so.6\", \"*\")", says: "unknown global 'package'"),
    .tick("require of a library", "require \"os\"", says: "there is no os.lua"),
    .tick("require of a path", "require \"../../etc/passwd\"", says: "no module name"),
    .tick("string.dump", "string.dump(print)", says: "string has no 'dump'"),
    .tick(
      "binary code in a string", "return (\"\\27Lua\"):rep(3) .. load",
      says: "unknown global 'load'"),
    .tick(
      "an environment of its own", "local _ENV = { f = 1 } f = load; return f.x",
      says: "attempt to index a nil value"),
  ]
}
