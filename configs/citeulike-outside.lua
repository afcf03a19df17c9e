-- CiteULike with six teachers trained elsewhere; their trajectories carry ranks only.
local hc = require "hetcomp"

return hc.experiment {
  name     = "citeulike-outside", seed = 0,
  data     = { "citeulike", split = "www23", seed = 0 },
  teachers = {
    { "outside", name = "MF",  file = "MF.safetensors" },
    { "outside", name = "ML",  file = "ML.safetensors" },
    { "outside", name = "DL",  file = "DL.safetensors" },
    { "outside", name = "GNN", file = "GNN.safetensors" },
    { "outside", name = "AE",  file = "AE.safetensors" },
    { "outside", name = "I-AE", file = "I-AE.safetensors" },
  },
  student  = { "mf", dim = 20 },
  distill  = { objective = "hetcomp", curriculum = { "hetcomp", every = 2 }, consensus = "rank", positives = "positives.txt" },
  train    = { epochs = 200, batch = 256, optimizer = { "adam", lr = 4e-3, decay = 1e-5 }, patience = 3 },
  evaluate = { protocol = "www23", every = 5, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3, patience = 10 }, "ensemble" },
}
