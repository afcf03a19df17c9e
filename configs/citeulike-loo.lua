-- CiteULike, leave one out: three teachers alone, each held-out item among 499 sampled ones.
-- ./hetcomp teach configs/citeulike-loo.lua --measure shows them without distillation.
local hc = require "hetcomp"

return hc.experiment {
  name     = "citeulike-loo", seed = 0,
  data     = { "citeulike-loo", split = "given" },
  teachers = {
    { "mf", dim = 200 }, { "lightgcn", dim = 200 }, { "neumf", dim = 250 },
    stages = 4, seed = 0,
  },
  student  = { "mf", dim = 20 },
  distill  = { objective = "hetcomp", curriculum = { "hetcomp", every = 2 }, consensus = "rank-consistency" },
  train    = { epochs = 200, batch = 256, optimizer = { "adam", lr = 4e-3, decay = 1e-5 }, patience = 3 },
  evaluate = { protocol = "loo-499", every = 5, monitor = "valid.hr@10" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3, patience = 10 }, "ensemble" },
}
