-- CiteULike with six teachers of different kinds, trained here.
-- distill.objective.clip=80 keeps the order of a list's head from 20 dimensions on (docs/results/citeulike).
local hc = require "hetcomp"

return hc.experiment {
  name     = "citeulike", seed = 0,                             -- the student's seed
  data     = { "citeulike", split = "www23", seed = 0 },        -- the split's seed
  teachers = {
    { "mf", dim = 256 }, { "cml", stages = "equal-gain" }, "neumf",
    { "lightgcn", dim = 128, patience = 6 }, "vae", { "item-vae", hidden = 400, dim = 200, epochs = 80 },
    stages = 4, seed = 0,
  },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 20 },
    consensus = { "rank-consistency", temperature = 20 }, top = 100, users = "uniform",
  },
  train    = {
    epochs = 800, batch = 256, patience = 6,
    optimizer = { "adam", lr = { "cosine", from = 0.02, to = 3e-4 }, decay = 1e-5 },
  },
  evaluate = { protocol = "www23", every = 40, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3 }, "final-only", "ensemble" },
}
