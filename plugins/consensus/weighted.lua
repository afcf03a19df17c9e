-- Importance by rank, and a weight for each teacher: for teachers known to be better, or not trusted.
local hc = require "hetcomp"

return hc.consensus {
  api = 1, name = "weighted",
  summary = "Weigh an item by how high a teacher ranks it, and teachers by given weights.",
  params = {
    teachers    = { { "mf" }, help = "the names of teachers" },
    weights     = { { 1.0 }, help = "their weights, in that order; all others weigh 1" },
    temperature = { 10.0, min = 0.001, help = "ranks over which importance falls by a factor e" },
    cutoff      = { 100, min = 1, help = "first rank that counts nothing" },
  },

  importance = function(self, rank)
    local p = self.params
    return (-rank / p.temperature):exp():replace(rank:ge(p.cutoff), 0)
  end,

  weight = function(self, teacher)
    for i, name in ipairs(self.params.teachers) do
      if name == teacher then return self.params.weights[i] or 1 end
    end
    return 1
  end,
}
