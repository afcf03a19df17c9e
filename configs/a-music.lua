-- Amazon Digital Music as DeepCF prepared it, with one teacher of every kind. It is divided anew: its own
-- test of one item a user leaves nothing to select by.
local hc = require "hetcomp"

return hc.experiment {
  name     = "a-music", seed = 0,                               -- the student's seed
  data     = { "a-music", split = "www23", seed = 0 },          -- the split's seed
  teachers = { "mf", "cml", "neumf", "lightgcn", "vae", "item-vae", stages = 4, seed = 0 },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 20 },
    consensus = "rank-consistency", top = 100, users = "uniform",
  },
  train    = {
    epochs = 800, batch = 64, patience = 6,
    optimizer = { "adam", lr = { "cosine", from = 0.02, to = 3e-4 }, decay = 1e-5 },
  },
  evaluate = { protocol = "www23", every = 40, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3 }, "ensemble" },
}
