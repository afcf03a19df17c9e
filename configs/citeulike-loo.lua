-- CiteULike, leave one out: three teachers alone, each held-out item among 499 sampled ones.
-- ./hetcomp teach configs/citeulike-loo.lua --measure shows them without distillation.
local hc = require "hetcomp"

return hc.experiment {
  name     = "citeulike-loo", seed = 0,
  data     = { "citeulike-loo", split = "given" },
  teachers = {
    { "mf", dim = 200 }, { "lightgcn", dim = 200, batch = 2048, lr = 2e-3, decay = 1e-3, patience = 6 },
    { "neumf", dim = 250 },
    stages = 4, seed = 0,
  },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 20 },
    consensus = "rank-consistency", users = "uniform",
  },
  train    = {
    epochs = 800, batch = 256, patience = 6,
    optimizer = { "adam", lr = { "cosine", from = 0.02, to = 3e-4 }, decay = 1e-5 },
  },
  evaluate = { protocol = "loo-499", every = 40, monitor = "valid.hr@10" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3 }, "ensemble" },
}
