/// Loops without end, wherever they hide.
extension HostileCase {
  private static let limit = "the time limit"

  static let loops: [HostileCase] = [
    .tick("endless loop", "while true do end", says: limit),
    .tick("endless goto", "::again:: goto again", says: limit),
    .tick(
      "endless loop behind pcall", "while true do pcall(function() while true do end end) end",
      says: limit),
    .tick(
      "endless loop in an xpcall's handler",
      "while true do xpcall(error, function() while true do end end) end", says: limit),
    .tick(
      "endless loop in a coroutine", "coroutine.wrap(function() while true do end end)()",
      says: limit),
    .tick(
      "coroutines that wake each other behind pcall",
      """
      local function spin() while true do pcall(function() while true do end end) end end
      while true do coroutine.resume(coroutine.create(function()
        coroutine.resume(coroutine.create(spin)) spin() end)) end
      """, says: limit),
    .tick(
      "endless loop in __index",
      "return setmetatable({}, { __index = function() while true do end end }).x", says: limit),
    .tick(
      "endless loop in __close",
      "local x <close> = setmetatable({}, { __close = function() while true do end end })",
      says: limit),
    .tick(
      "endless loop in __pairs",
      "for _ in pairs(setmetatable({}, { __pairs = function() while true do end end })) do end",
      says: limit),
    .tick(
      "endless loop in an error's __tostring",
      "error(setmetatable({}, { __tostring = function() while true do end end }))", says: limit),
    .tick(
      "endless loop in what run:log shows",
      "run:log(setmetatable({}, { __tostring = function() while true do end end }))", says: limit),
    .tick(
      "endless loop in a sort's comparison",
      "table.sort({ 3, 1, 2 }, function() while true do end end)", says: limit),
    .tick(
      "endless loop in gsub's replacement",
      "(\"x\"):gsub(\"x\", function() while true do end end)", says: limit),
    .tick(
      "endless loop in a visitor of stages:each",
      "run.stages:each(function() while true do end end)", says: limit),
    .tick("endless printing", "while true do print(\"spam\") end", says: limit),
    .hook(
      "curriculum", "setup", "self, run", "endless loop in setup", "while true do end",
      early: true, says: limit),
    .hook(
      "schedule", "value", "self, t", "endless loop in a schedule",
      "if t > 0.6 then while true do end end return 0.001", says: limit),
    .hook(
      "consensus", "importance", "self, rank", "endless loop in a consensus", "while true do end",
      early: true, says: limit),
    .hook(
      "protocol", "measure", "self, view", "endless loop in a protocol",
      """
      self.state.n = (self.state.n or 0) + 1
      if self.state.n > 2 then while true do end end
      return view:means("valid", {}, { "recall@50" }), view:means("test", {}, { "recall@50" })
      """, says: limit),
    .hook(
      "callback", "on_step_end", "self, run", "endless loop after a step",
      "if run.epoch == 3 then while true do end end", says: limit),
    .hook(
      "callback", "on_evaluate", "self, run", "endless loop after an evaluation",
      "if run.epoch == 4 then while true do end end", says: limit),
    .hook(
      "callback", "on_checkpoint", "self, run", "endless loop after a checkpoint",
      "while true do end", says: limit),
    .tick(
      "a pattern that backtracks for ever",
      "return ((\"a\"):rep(3000)):find((\".-\"):rep(40) .. \"b\")",
      says: "a function of C", "does not return", "checkpoint is kept"),
  ]
}
