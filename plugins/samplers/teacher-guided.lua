-- The first teacher's best items, drawn with replacement by P(rank) ~ exp(-(rank + 1) / (pool ×
-- temperature)): collaborative distillation, teacher-guided (Lee et al., ICDM 2019). The list holds no
-- more than was recorded of it, teachers.depth. The published code draws pairs and keeps the better one
-- of each, which is left out here.
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
    local pool = math.min(p.pool, run.items)
    local length = math.min(pool, run.teachers[1].depth)
    return run.teachers[1]:lists(length), (-hc.range(1, length) / (pool * p.temperature)):exp()
  end,
}
