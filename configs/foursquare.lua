-- Foursquare (24,941 users) with one teacher of every kind.
local hc = require "hetcomp"

return hc.experiment {
  name     = "foursquare", seed = 0,                            -- the student's seed
  data     = { "foursquare", split = "www23", seed = 0 },       -- the split's seed
  teachers = { "mf", "cml", "neumf", "lightgcn", "vae", "item-vae", stages = 4, seed = 0 },
  student  = { "mf", dim = 20 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 4 },
    consensus = "rank-consistency", top = 100, users = "uniform",
  },
  train    = {
    epochs = 160, batch = 256, patience = 6,
    optimizer = { "adam", lr = { "cosine", from = 0.02, to = 3e-4 }, decay = 1e-5 },
  },
  evaluate = { protocol = "www23", every = 8, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3 }, "final-only", "ensemble" },
}
