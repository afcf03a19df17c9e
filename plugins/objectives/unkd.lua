-- Popularity-stratified distillation (UnKD, Chen et al., WSDM 2023): popular items would dominate what
-- a teacher teaches, so pairs are compared within groups of items of like popularity, each group with
-- the same share of all interactions and the same number of pairs.
local hc = require "hetcomp"
local GROUPS = 4

--- Draws from what the first teacher ranks best within a group, the better the likelier.
local function of_group(g)
  return hc.sampler {
    api = 1, name = "group" .. g, replace = true, refresh = "once",
    summary = "Draw items of popularity group " .. g .. " that the first teacher ranks high.",
    params = {
      pool        = { 1000, min = 2, help = "items of the group that may be drawn for a user" },
      temperature = { 20.0, min = 0.001, help = "ranks over which the chance falls by e" },
    },

    weights = function(self, run)
      local popularity = run.data:popularity()
      local order = popularity:argsort(1, true)                    -- most popular first
      local share = (popularity:gather(order):cumsum(1) / popularity:sum()):scatter(order, run.items)
      local upper = g < GROUPS and g / GROUPS or math.huge
      local pool = math.min(self.params.pool, run.items)
      local members = share:gt((g - 1) / GROUPS) & share:le(upper)
      return run.teachers[1]:top(pool, members), (-hc.range(1, pool) / self.params.temperature):exp()
    end,
  }
end

local samplers = {}
for g = 1, GROUPS do samplers["group" .. g] = of_group(g) end

return hc.objective {
  api = 1, name = "unkd", knowledge = { "scores" }, samplers = samplers,
  summary = "Teach the first teacher's order of pairs, within groups of items of like popularity.",
  params = {
    weight = { 0.5, min = 0, help = "factor on the sum over users of the mean over pairs" },
    pairs  = { 8, min = 1, help = "pairs a user and group" },
  },

  loss = function(self, batch, run)
    local p, users, student, teacher = self.params, batch.users, run.student, run.teachers[1]
    local loss = batch:own_loss()
    for g = 1, GROUPS do
      local drawn = batch:sample("group" .. g, 2 * p.pairs)
      local a, b = drawn:columns(1, p.pairs), drawn:columns(p.pairs + 1, -1)
      local better = teacher:scores(users, a):ge(teacher:scores(users, b))
      local gap = student:scores(users, a) - student:scores(users, b)
      local cost = -hc.where(better, gap, -gap):log_sigmoid() * (a:present() & b:present())
      loss = loss + p.weight * cost:sum() / (p.pairs * GROUPS)
    end
    return loss
  end,
}
