-- Distillation experts (DE-RRD, Kang et al., CIKM 2020): a mixture of small networks rebuilds the
-- teacher's embeddings from the student's; a gate on the teacher's side picks the expert, ever more
-- sharply as the temperature falls. The experts are trained with the student and then thrown away.
local hc = require "hetcomp"

return hc.objective {
  api = 1, name = "de", knowledge = { "embeddings" },
  summary = "Rebuild the first teacher's embeddings from the student's by a mixture of experts.",
  params = {
    weight  = { 0.01, min = 0, help = "factor on the squared errors" },
    experts = { 30, min = 1, once = true, help = "experts for users, and as many for items" },
    start   = { 1.0, min = 1e-10, help = "temperature of the choice in the first epoch" },
    finish  = { 1e-3, min = 1e-10, help = "temperature of the choice in the last epoch" },
  },
  setup = function(self, run)
    local narrow, wide = run.student.dim, run.teachers[1].dim
    local hidden = (narrow + wide) // 2
    for _, side in ipairs { "users", "items" } do
      local experts = {}
      for k = 1, self.params.experts do
        experts[k] = hc.sequential { hc.linear(narrow, hidden), "relu", hc.linear(hidden, wide) }
      end
      self.modules[side] = { gate = hc.linear(wide, self.params.experts), experts = experts }
    end
  end,

  loss = function(self, batch, run)
    local p, student, teacher = self.params, run.student, run.teachers[1]
    local temperature = p.start * (p.finish / p.start) ^ run.t

    local function error(side, small, large)                         -- [n, narrow], [n, wide]
      local gumbel = -(-(hc.uniform(#large, p.experts) + 1e-10):log() + 1e-10):log()
      local choice = ((side.gate(large):log_softmax(2) + gumbel) / temperature):softmax(2)
      local rebuilt = 0
      for k, expert in ipairs(side.experts) do
        rebuilt = rebuilt + choice:slice(2, k, k) * expert(small)
      end
      return (large - rebuilt):square():sum()
    end
    local function of_items(ids)
      return error(self.modules.items, student:item_embeddings(ids), teacher:item_embeddings(ids))
    end

    local own = batch:interactions()
    local users, positives = own.users:distinct(), own.items:columns(1, 1):distinct()
    local negatives = own.items:columns(2, -1):distinct()
    local of_users = error(
      self.modules.users, student:user_embeddings(users), teacher:user_embeddings(users))
    return batch:own_loss() + p.weight * (of_users + (of_items(positives) + of_items(negatives)) / 2)
  end,
}
