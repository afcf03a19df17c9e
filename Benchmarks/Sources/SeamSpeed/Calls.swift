import LuaRuntime
import Measuring
import Plugins

/// Nanoseconds of single calls from Lua into Swift; the loop around them is measured and taken off.
func benchmarkCalls() throws {
  let state = try LuaState()
  let nothing = try state.function("nothing") { _ in .nil }
  let number = try state.function("number") { .number(try $0.number(1)) }
  let plain = try state.load(
    source: "return function() end, function(x) return x end", chunkName: "plain"
  ).call()
  let loop = try nanoseconds(state, "", .nil)
  print("a call from Lua")
  for (name, body, function) in [
    ("of a Lua function", "f()", plain[0]),
    ("of a Swift closure", "f()", .function(nothing)),
    ("… that takes and gives a number", "f(0.5)", .function(number)),
  ] { show(name, try nanoseconds(state, body, function) - loop) }

  let session = try PromptSession.ofProject()
  try session.run(
    "t = hc.tensor({ 1, 2, 3 }); w = spec.world(); run = w.run; stages, student = run.stages, run.student"
  )
  print("a word of plugins")
  let empty = try nanoseconds(session, "")
  for word in [
    "run.epoch", "run.stages", "run:phase()", "stages.last", "stages:done()", "t:at(2)", "t + 1",
    "t:sum()",
  ] { show(word, try nanoseconds(session, "local _ = \(word)") - empty) }
}

private let calls = 200_000

private func nanoseconds(_ state: LuaState, _ body: String, _ function: LuaValue) throws -> Double {
  let source = "local f, n = ...; for _ = 1, n do \(body) end"
  let chunk = try state.load(source: source, chunkName: "loop")
  let seconds = try cost(of: 9) { try chunk.call([function, .integer(calls)]) }.processor
  return seconds * 1e9 / Double(calls)
}

/// Names are locals, as they are in a hook.
private func nanoseconds(_ session: PromptSession, _ body: String) throws -> Double {
  let source = """
    local t, run, stages = t, run, stages
    for _ = 1, \(calls) do \(body) end
    """
  return try cost(of: 9) { try session.run(source) }.processor * 1e9 / Double(calls)
}

private func show(_ name: String, _ nanoseconds: Double) {
  print("  \(name)".padded(36), nanoseconds.text(0, 6), "ns")
}
