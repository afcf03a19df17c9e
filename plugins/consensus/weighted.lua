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

  setup = function(self, run)
    local p, known = self.params, {}
    for _, name in ipairs(run.teachers:names()) do known[name] = true end
    for _, name in ipairs(p.teachers) do
      if not known[name] then error("there is no teacher " .. name .. "; see teachers of the config") end
    end
    if #p.weights ~= #p.teachers then error("weights needs one number for each of teachers") end
  end,

  importance = function(self, rank)
    local p = self.params
    return (-rank / p.temperature):exp():replace(rank:ge(p.cutoff), 0)
  end,

  weight = function(self, teacher)
    for i, name in ipairs(self.params.teachers) do
      if name == teacher then return self.params.weights[i] end
    end
    return 1
  end,
}
