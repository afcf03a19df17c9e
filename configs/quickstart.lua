-- A small synthetic world with planted tastes: no data, no network, well under half a minute.
local hc = require "hetcomp"

return hc.experiment {
  name     = "quickstart", seed = 0,                            -- the student's seed
  data     = { "synthetic", users = 600, items = 900, groups = 12, per_user = 25, seed = 0 },
  teachers = {
    { "mf", dim = 32, lr = 5e-3, epochs = 60, every = 4 },
    { "vae", hidden = 64, dim = 32, lr = 5e-3, anneal = 200, epochs = 100, every = 4 },
    stages = 4, seed = 0,
  },
  student  = { "mf", dim = 8 },
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", every = 2 },
    consensus = "rank-consistency", top = 100,
  },
  train    = { epochs = 150, batch = 1024, optimizer = { "adam", lr = 5e-3, decay = 1e-5 }, patience = 5 },
  evaluate = { protocol = "www23", every = 5, monitor = "valid.recall@50" },
  baselines = { "none", "ensemble" },
}
