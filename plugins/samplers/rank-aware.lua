-- Targets by their place, exp(-(rank + 1) / temperature), without replacement and kept in order: the
-- interesting items of relaxed ranking distillation (DE-RRD, Kang et al., CIKM 2020).
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "rank-aware",
  summary = "Draw targets, the better ranked the likelier.",
  params = { temperature = { 10.0, min = 0.001, help = "ranks over which the chance falls by e" } },

  weights = function(self, run)
    local targets = run:targets()
    return targets, (-hc.range(1, targets:shape()[2]) / self.params.temperature):exp()
  end,
}
