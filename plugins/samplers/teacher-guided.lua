-- The first teacher's best items, drawn with replacement by P(rank) ~ exp(-(rank + 1) / (pool ×
-- temperature)): collaborative distillation, teacher-guided (Lee et al., ICDM 2019).
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "teacher-guided", replace = true, refresh = "once",
  summary = "Draw items that the first teacher ranks high, by place in a long list.",
  params = {
    pool        = { 3000, min = 1, help = "length of the list that is drawn from" },
    temperature = { 0.1, min = 0.0001, help = "share of the list over which the chance falls by e" },
  },

  weights = function(self, run)
    local p = self.params
    local list = run.teachers[1]:lists(math.min(p.pool, run.teachers[1].depth))
    local length = list:shape()[2]
    return list, (-hc.range(1, length) / (length * p.temperature)):exp()
  end,
}
