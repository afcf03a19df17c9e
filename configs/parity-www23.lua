-- The published code's decisions and settings on six outside teachers of CiteULike, in its order.
local hc = require "hetcomp"

return hc.experiment {
  name     = "parity-www23", seed = 0,
  data     = { "citeulike", split = "www23", seed = 0 },
  teachers = {
    { "outside", name = "MF",  file = "MF.safetensors" },
    { "outside", name = "ML",  file = "ML.safetensors" },
    { "outside", name = "DL",  file = "DL.safetensors" },
    { "outside", name = "GNN", file = "GNN.safetensors" },
    { "outside", name = "AE",  file = "AE.safetensors" },
    { "outside", name = "I-AE", file = "I-AE.safetensors" },
  },
  student  = { "mf", dim = 6 },
  distill  = {
    compat = "www23", objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 10 },
    consensus = "rank", top = 100, positives = "positives.txt", users = "by-interaction",
  },
  train    = { epochs = 1000, batch = 1024, optimizer = { "adam", lr = 1e-3, decay = 1e-5 }, patience = 5 },
  evaluate = { protocol = "www23", every = 10, monitor = "valid.recall@50" },
  baselines = { "none", "ensemble" },
}
