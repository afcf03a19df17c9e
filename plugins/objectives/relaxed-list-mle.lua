-- Relaxed ranking distillation without sampling of the top (DE-RRD, Kang et al., CIKM 2020): the
-- order among the first targets, each above every other unobserved item; beside the student's own loss.
local hc = require "hetcomp"

return hc.objective {
  api = 1, name = "relaxed-list-mle", knowledge = { "lists" },
  summary = "Teach the order of the first targets, and that all other items come after them.",
  params = {
    weight = { 0.001, min = 0, help = "factor on the listwise loss" },
    length = { 40, min = 1, help = "how many targets are listed" },
    clip   = { 40.0, min = 0, help = "scores are clipped to plus and minus this" },
  },

  loss = function(self, batch, run)
    local p, student, users = self.params, run.student, batch.users
    local list = batch.targets:columns(1, math.min(p.length, batch.targets:shape()[2]))
    local scores = student:scores(users, list):clamp(-p.clip, p.clip)
    local rest = student:mass(users, list, p.clip)
    return batch:own_loss() + p.weight * hc.relaxed_list_mle(scores, rest, list:present())
  end,
}
