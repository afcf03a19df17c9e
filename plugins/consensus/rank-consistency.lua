-- Importance by rank and by how steadily a teacher kept that rank over neighbouring evaluations:
-- exp(-rank / temperature) + exp(-deviation / steadiness) above the cutoff (Kang et al., WWW 2022).
local hc = require "hetcomp"

return hc.consensus {
  api = 1, name = "rank-consistency",
  summary = "Weigh an item by how high and how steadily a teacher ranks it.",
  params = {
    temperature = { 10.0, min = 0.001, help = "ranks over which importance falls by a factor e" },
    steadiness  = { 100.0, min = 0.001, help = "deviation over which the second term falls by a factor e" },
    cutoff      = { 100, min = 1, help = "first rank that counts nothing" },
  },

  importance = function(self, rank, deviation)
    local p = self.params
    local importance = (-rank / p.temperature):exp()
    if deviation then importance = importance + (-deviation / p.steadiness):exp() end -- else ranks only
    return importance:replace(rank:ge(p.cutoff), 0)
  end,
}
