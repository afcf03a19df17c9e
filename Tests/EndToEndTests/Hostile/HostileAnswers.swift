/// Wrong types, shapes and numbers, and files that are no plugins.
extension HostileCase {
  static let wrongAnswers: [HostileCase] = [
    .tick("a tick that answers", "return 42", says: "must return nothing"),
    .tick("a mask of another shape", "run.stages:advance(hc.tensor { 1, 2 }:gt(0))", says: "[2]"),
    .tick("no mask at all", "run.stages:advance(nil)", says: "mask expected, got nil"),
    .tick(
      "shapes that do not fit", "return hc.tensor { 1, 2 } + hc.tensor { 1, 2, 3 }", says: "[3]"),
    .tick("an element outside", "return run.stages:tensor():at(0, 1)", says: "outside 1 to"),
    .tick("a ragged tensor", "return hc.tensor { { 1 }, { 2, 3 } }", says: "equal lengths"),
    .tick("an axis that is none", "return hc.tensor { 1 }:sum(7)", says: "axes 1 to 1"),
    .tick("lists of a negative length", "run.student:gap(run.stages, -1)", says: "at least 1"),
    .tick(
      "lists longer than recorded", "run.student:gap(run.stages, 1 << 40)",
      says: "the catalogue has 60"),
    .tick("a phase that is none", "run:phase(\"rnak\")", says: "did you mean \"rank\"?"),
    .tick("an error that is a table", "error({})", says: "error object is a table"),
    .tick("an error that is nothing", "error(nil)", says: "error object is a nil"),
    .tick(
      "an error whose __tostring fails", "error(setmetatable({}, { __tostring = error }))",
      says: "traceback"),
    .hook(
      "schedule", "value", "self, t", "a rate that is not a number",
      "return t > 0.6 and 0 / 0 or 0.001", says: "a finite number"),
    .hook(
      "schedule", "value", "self, t", "a negative rate", "return t > 0.6 and -1 or 0.001",
      says: "a number of at least 0 for train.optimizer.lr, got -1"),
    .hook(
      "schedule", "value", "self, t", "a rate in words", "return t > 0.6 and \"fast\" or 0.001",
      says: "got the string \"fast\""),
    .hook(
      "consensus", "importance", "self, rank", "importance of another shape", "return rank:sum()",
      early: true, says: "a tensor of shape"),
    .hook(
      "consensus", "importance", "self, rank", "importance that is not a number",
      "return rank * (0 / 0)", early: true, says: "finite"),
    .hook(
      "consensus", "importance", "self, rank", "infinite importance", "return rank * 0 + 1 / 0",
      early: true, says: "finite"),
    .hook(
      "consensus", "importance", "self, rank", "importance in words", "return \"high\"",
      early: true, says: "got the string"),
    .hook(
      "protocol", "measure", "self, view", "a protocol that measures nothing", "return {}",
      early: true, says: "named numbers"),
    .hook(
      "protocol", "measure", "self, view", "a measure in words",
      "return { [\"valid.recall@50\"] = \"good\" }", early: true, says: "named numbers"),
    .hook(
      "protocol", "measure", "self, view", "a measure that is not a number",
      "return { [\"valid.recall@50\"] = 0 / 0 }", early: true, says: "finite"),
    .hook(
      "protocol", "split", "self", "a split that is no name", "return 7", early: true,
      says: "a recipe's name, or masks, or an index"),
    .hook(
      "callback", "on_evaluate", "self, run", "a verb that is none",
      "if run.epoch == 4 then return \"halt\" end", says: "\"stop\", \"evaluate\""),
  ]

  private static let start = "local hc = require \"hetcomp\"\n"

  static let files: [HostileCase] = [
    .file("endless loop while loading", "while true do end", says: "evil.lua:1", "time limit"),
    .file(
      "memory bomb while loading", "local t = {} while true do t[#t + 1] = {} end", says: "memory"),
    .file("binary code", "\u{1B}Lua\u{54}\u{0}\u{19}", says: "evil.lua"),
    .file("nothing", "", says: "evil.lua", "must return hc.curriculum"),
    .file("a number", "return 7", says: "must return hc.curriculum"),
    .file(
      "a plugin of another kind",
      start + "return hc.schedule { api = 1, name = \"evil\", value = function() return 1 end }",
      says: "must return hc.curriculum"),
    .file(
      "an unknown hook",
      start + "return hc.curriculum { api = 1, name = \"evil\", on_tik = print }",
      says: "did you mean \"on_tick\"?"),
    .file(
      "a hook that is no function",
      start + "return hc.curriculum { api = 1, name = \"evil\", on_tick = {} }",
      says: "must be a function"),
    .file(
      "an API of the future",
      start + "return hc.curriculum { api = 99, name = \"evil\", on_tick = print }",
      says: "api = "),
    .file(
      "parameters that hold themselves",
      start + "local p = {} p.p = p\n"
        + "return hc.curriculum { api = 1, name = \"evil\", params = p, on_tick = print }",
      says: "within itself"),
    .file("itself required for ever", "return require \"curricula.evil\"", says: "evil.lua"),
  ]
}
