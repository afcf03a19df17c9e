-- CiteULike with six teachers of different kinds, trained here.
local hc = require "hetcomp"

return hc.experiment {
  name     = "citeulike", seed = 0,                             -- the student's seed
  data     = { "citeulike", split = "www23", seed = 0 },        -- the split's seed
  teachers = {
    { "mf", dim = 256, lr = 5e-4, patience = 6, epochs = 600 },
    { "cml", stages = "equal-gain" },
    "neumf",
    { "lightgcn", dim = 128, batch = 2048, lr = 2e-3, decay = 1e-3, patience = 6 },
    { "vae", lr = 2e-3, epochs = 240 },
    { "item-vae", hidden = 400, dim = 200, lr = 5e-4, patience = 8, epochs = 300 },
    stages = 4, seed = 0,
  },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = { "hetcomp", clip = 80 },                       -- the published 40 loses the head's order
    curriculum = { "hetcomp", alpha = 1.05, every = 20 },
    consensus = { "rank-consistency", temperature = 20 }, top = 100, users = "uniform",
  },
  train    = {
    epochs = 800, batch = 256, patience = 6,
    optimizer = { "adam", lr = { "cosine", from = 0.02, to = 3e-4 }, decay = 0 },
  },
  evaluate = { protocol = "www23", every = 40, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3 }, "final-only", "ensemble" },
}
