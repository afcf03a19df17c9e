-- Reciprocal rank fusion (Cormack et al., SIGIR 2009): importance 1 / (offset + rank), rank from 1.
local hc = require "hetcomp"

return hc.consensus {
  api = 1, name = "reciprocal",
  summary = "Weigh an item by the reciprocal of its rank.",
  params = {
    offset = { 60.0, min = 0, help = "what is added to ranks, which count from 1" },
    cutoff = { 100, min = 1, help = "first rank that counts nothing" },
  },

  importance = function(self, rank)
    local p = self.params
    return (1 / (rank + 1 + p.offset)):replace(rank:ge(p.cutoff), 0)
  end,
}
