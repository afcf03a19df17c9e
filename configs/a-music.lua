-- Amazon Digital Music as DeepCF prepared it, with one teacher of every kind. It is divided anew: its own
-- test of one item a user leaves nothing to select by.
local hc = require "hetcomp"

return hc.experiment {
  name     = "a-music", seed = 0,                               -- the student's seed
  data     = { "a-music", split = "www23", seed = 0 },          -- the split's seed
  teachers = { "mf", "cml", "neumf", "lightgcn", "vae", "item-vae", stages = 4, seed = 0 },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 2 },
    consensus = "rank-consistency", top = 100,
  },
  train    = { epochs = 200, batch = 256, optimizer = { "adam", lr = 4e-3, decay = 1e-5 }, patience = 3 },
  evaluate = { protocol = "www23", every = 5, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3, patience = 10 }, "ensemble" },
}
