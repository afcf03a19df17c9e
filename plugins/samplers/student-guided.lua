-- The student's own best items, ranked anew every epoch, drawn with replacement by P(rank) ~
-- exp(-(rank + 1) / (pool × temperature)): collaborative distillation, student-guided (Lee et al., ICDM
-- 2019). The published code draws pairs and keeps the better one of each, which is left out here.
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "student-guided", replace = true,
  summary = "Draw items that the student ranks high, by place in a long list.",
  params = {
    pool        = { 3000, min = 1, help = "length of the list that is drawn from" },
    temperature = { 0.1, min = 0.0001, help = "share of the list over which the chance falls by e" },
  },

  weights = function(self, run)
    local p = self.params
    local pool = math.min(p.pool, run.items)
    return run.student:top(pool), (-hc.range(1, pool) / (pool * p.temperature)):exp()
  end,
}
