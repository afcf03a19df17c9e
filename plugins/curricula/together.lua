-- HetComp's rule without its users: a teacher's next stage is shown to all of them at once, when their
-- mean gap has shrunk enough. The ablation that tells what going user by user is worth.
local hc = require "hetcomp"

return hc.curriculum {
  api = 1, name = "together",
  summary = "Show all users a teacher's next stage once they have caught up with it on average.",
  params = {
    alpha = { 1.05, min = 1, help = "mean gap before over mean gap now that lets a teacher advance" },
    decay = { 0.995, min = 0, max = 1, help = "factor on alpha at every tick" },
    every = { 10, min = 1, help = "epochs between two ticks" },
    k     = { 50, min = 1, help = "length of the lists compared" },
    gain  = { "teacher", one_of = { "teacher", "student" }, help = "whose positions weigh a hit" },
  },

  on_tick = function(self, run)
    local p, s, stages = self.params, self.state, run.stages
    local zeros = stages:tensor() * 0                       -- [teachers, users]
    local function gap() return run.student:gap(stages:next(), p.k, p.gain):mean(2):reshape(-1, 1) + zeros end
    local now = gap()
    if not s.gap then s.gap = now return end                -- the first tick only measures
    local ready = s.gap:over(now):gt(p.alpha * p.decay ^ (run.epoch // p.every)) & stages:open()
    stages:advance(ready)
    s.gap = s.gap:replace(ready, gap())
  end,
}
