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
  distill  = {
    objective = "hetcomp", curriculum = { "hetcomp", alpha = 1.05, every = 20 },
    consensus = "rank", positives = "positives.txt", users = "uniform",
  },
  train    = {
    epochs = 800, batch = 256, patience = 6,
    optimizer = { "adam", lr = { "cosine", from = 0.02, to = 3e-4 }, decay = 1e-5 },
  },
  evaluate = { protocol = "www23", every = 40, monitor = "valid.recall@50" },
  baselines = { { "none", lr = 1e-3, decay = 1e-3 }, "final-only", "ensemble" },
}
