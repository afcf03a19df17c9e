-- HetComp's second loss alone (Kang et al., WWW 2023): the order of positives, of the first half of
-- the targets and, on top of it, of their first tenth. The ablation without overall relations.
local hc = require "hetcomp"

return hc.objective {
  api = 1, name = "hetcomp-rank-only", knowledge = { "lists", "trajectory" },
  summary = "Teach the order of positives and top targets only.",
  params = {
    weight = { 0.005, min = 0, help = "factor on the loss" },
    clip   = { 40.0, min = 0, help = "scores are clipped to plus and minus this" },
  },

  loss = function(self, batch, run)
    local p, student, users = self.params, run.student, batch.users
    local length = batch.targets:shape()[2]
    local half, tenth = length // 2, length // 10
    local function listwise(ids, rest)
      local scores = student:scores(users, ids):clamp(-p.clip, p.clip)
      return hc.relaxed_list_mle(scores, rest, ids:present()), scores:exp() * ids:present()
    end
    local targets = batch.targets:columns(1, half)
    local rest = student:mass(users, targets, p.clip)
    local top, masses = listwise(targets, rest)
    local tail = masses:slice(2, tenth + 1, half):sum(2)
    local first = listwise(batch.targets:columns(1, tenth), rest + tail)
    return p.weight * (listwise(batch.positives, rest) + (top + first) / 2)
  end,
}
