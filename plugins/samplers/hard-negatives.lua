-- The student's own best unobserved items, the better ranked the likelier: what it gets wrong now.
-- The student is ranked anew at the beginning of every epoch.
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "hard-negatives",
  summary = "Draw unobserved items that the student ranks high.",
  params = {
    pool        = { 100, min = 1, help = "how many of the student's best items may be drawn" },
    temperature = { 20.0, min = 0.001, help = "ranks over which the chance falls by e" },
  },

  weights = function(self, run)
    local p = self.params
    local pool = math.min(p.pool, run.items)
    return run.student:top(pool), (-hc.range(1, pool) / p.temperature):exp()
  end,
}
