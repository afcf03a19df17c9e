-- Foursquare (24,941 users) with one teacher of every kind.
local hc = require "hetcomp"

return hc.experiment {
  name     = "foursquare", seed = 0,                            -- the student's seed
  data     = { "foursquare", split = "www23", seed = 0 },       -- the split's seed
  teachers = { "mf", "cml", "neumf", "lightgcn", "vae", "item-vae", stages = 4, seed = 0 },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 2 },
    consensus = "rank-consistency", top = 100,
  },
  train    = { epochs = 200, batch = 1024, optimizer = { "adam", lr = 4e-3, decay = 1e-5 }, patience = 3 },
  evaluate = { protocol = "www23", every = 5, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3, patience = 10 }, "ensemble" },
}
