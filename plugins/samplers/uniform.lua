-- Every item that the user has not interacted with, all equally likely: the classic negative sampling
-- of Bayesian personalised ranking (Rendle et al., UAI 2009).
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "uniform",
  summary = "Draw unobserved items, all alike.",

  weights = function(self, run) return hc.full(1, run.items) end,
}
