-- HetComp's first loss alone (Kang et al., WWW 2023): every positive and every target against all
-- items that are neither observed nor targets. The ablation without fine-grained ranking.
local hc = require "hetcomp"

return hc.objective {
  api = 1, name = "hetcomp-overall-only", knowledge = { "lists", "trajectory" },
  summary = "Teach overall relations only: positives and targets against the rest of the catalogue.",
  params = {
    weight = { 0.01, min = 0, help = "factor on the loss" },
    clip   = { 40.0, min = 0, help = "scores are clipped to plus and minus this" },
  },

  loss = function(self, batch, run)
    local p, student, users = self.params, run.student, batch.users
    local rest = student:mass(users, batch.targets, p.clip):reshape(-1, 1)
    local function against_rest(ids)
      local scores = student:scores(users, ids):clamp(-p.clip, p.clip)
      return (((scores:exp() + rest):floor_at(1e-5):log() - scores) * ids:present()):sum()
    end
    return p.weight * (against_rest(batch.positives) + against_rest(batch.targets))
  end,
}
