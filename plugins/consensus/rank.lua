-- Importance of an item by its rank alone: exp(-rank / temperature) above the cutoff, zero beyond.
-- The sum over teachers orders a user's target list (Kang et al., WWW 2022 and 2023).
local hc = require "hetcomp"

return hc.consensus {
  api = 1, name = "rank",
  summary = "Weigh an item by how high a teacher ranks it.",
  params = {
    temperature = { 10.0, min = 0.001, help = "ranks over which importance falls by a factor e" },
    cutoff      = { 100, min = 1, help = "first rank that counts nothing" },
  },

  importance = function(self, rank)
    local p = self.params
    return (-rank / p.temperature):exp():replace(rank:ge(p.cutoff), 0)
  end,
}
