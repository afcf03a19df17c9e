-- Unobserved items by a power of their popularity: 0 is uniform, 1 is proportional, 0.75 is the usual
-- compromise (Mikolov et al., NIPS 2013).
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "popularity", refresh = "once",
  summary = "Draw unobserved items by a power of their popularity.",
  params = { exponent = { 0.75, min = -4, max = 4, help = "power of (users + 1) of an item" } },

  weights = function(self, run) return (run.data:popularity() + 1) ^ self.params.exponent end,
}
