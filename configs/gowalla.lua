-- LightGCN on Gowalla as published: 3 layers of 64, nothing held out to select by, Recall@20 by epoch.
-- ./hetcomp teach configs/gowalla.lua --measure trains it alone.
local hc = require "hetcomp"

return hc.experiment {
  name     = "gowalla", seed = 0,
  data     = { "gowalla", parts = { train = { "train.txt", "valid.txt" }, test = { "test.txt" } } },
  teachers = {
    { "lightgcn", dim = 64, layers = 3, lr = 1e-3, batch = 2048, epochs = 1000, every = 10, patience = 100 },
    stages = 4, seed = 0,
  },
  student  = { "mf", dim = 20 },
  evaluate = { protocol = { "benchmark", parts = { "test" } }, every = 10, monitor = "test.recall@20" },
}
