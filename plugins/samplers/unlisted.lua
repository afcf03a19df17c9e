-- Items that neither the user chose nor any teacher lists, all equally likely: the uninteresting items
-- of relaxed ranking distillation (DE-RRD, Kang et al., CIKM 2020).
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "unlisted",
  summary = "Draw items that are neither observed nor among the user's targets, all alike.",

  weights = function(self, run) return hc.full(1, run.items), run:targets() end,
}
