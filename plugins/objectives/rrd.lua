-- Relaxed ranking distillation with sampling, as published (DE-RRD, Kang et al., CIKM 2020): some of
-- the teachers' best items, in order, above some items that neither user nor teachers chose. Published
-- with lists of 500: set distill.top = 500 and distill.consensus.cutoff = 500.
local hc = require "hetcomp"

return hc.objective {
  api = 1, name = "rrd", knowledge = { "lists" },
  summary = "Teach the order of drawn targets, above drawn items that nobody chose.",
  params = {
    weight = { 0.001, min = 0, help = "factor on the listwise loss" },
    listed = { 40, min = 1, help = "targets drawn a user" },
    others = { 40, min = 1, help = "other items drawn a user" },
  },
  samplers = { interesting = "rank-aware", uninteresting = "unlisted" },

  loss = function(self, batch, run)
    local p, student, users = self.params, run.student, batch.users
    local list, others = batch:sample("interesting", p.listed), batch:sample("uninteresting", p.others)
    local rest = (student:scores(users, others):clamp(-80, 80):exp() * others:present()):sum(2)
    local scores = student:scores(users, list):clamp(-80, 80)
    return batch:own_loss() + p.weight * hc.relaxed_list_mle(scores, rest, list:present())
  end,
}
