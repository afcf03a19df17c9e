-- HetComp's curriculum (Kang et al., WWW 2023): a user sees the next checkpoint of a teacher once the
-- student has come close enough to it; the bar sinks a little at every tick, so that nobody waits for ever.
local hc = require "hetcomp"

return hc.curriculum {
  api = 1, name = "hetcomp",
  summary = "Show a user the next checkpoint of a teacher once the student has caught up with it.",
  params = {
    alpha   = { 1.05, min = 1, help = "gap before over gap now that lets a pair advance" },
    decay   = { 0.995, min = 0, max = 1, help = "factor on alpha at every tick" },
    every   = { 10, min = 1, help = "epochs between two ticks" },
    k       = { 50, min = 1, help = "length of the lists compared" },
    gain    = { "teacher", one_of = { "teacher", "student" }, help = "whose positions weigh a hit" },
    regress = { true, help = "let a pair advance that fell back, too" },
    digits  = { 0, min = 0, max = 9, help = "decimals kept of a gap, 0 for all" },
    stuck   = { false, help = "leave a pair behind whose gap is zero and was zero" },
  },
  compat = { www23 = { gain = "student", digits = 4, stuck = true } },

  on_tick = function(self, run)
    local p, s, stages = self.params, self.state, run.stages
    local gap = run.student:gap(stages:next(), p.k, p.gain, p.digits) -- [teachers, users], in 0…1
    if not s.gap then s.gap = gap return end                          -- the first tick only measures
    local progress = s.gap:over(gap)                                  -- x/0 and 0/0: nothing left to learn
    local ready = progress:gt(p.alpha * p.decay ^ (run.epoch // p.every))
    if p.regress then ready = ready | progress:lt(1) end
    if p.stuck then ready = ready & (s.gap:gt(0) | gap:gt(0)) end
    ready = ready & stages:open()
    stages:advance(ready)
    s.gap = s.gap:replace(ready, run.student:gap(stages:next(), p.k, p.gain, p.digits))
  end,
}
