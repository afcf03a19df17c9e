-- Dual correction distillation, user side (Lee and Kim, CIKM 2021): where do student and teachers
-- disagree? Among the targets, items that the student ranks too low shall come above items that it
-- ranks too high, in the teachers' order. Published with lists of 500: set distill.top = 500 and
-- distill.consensus.cutoff = 500.
local hc = require "hetcomp"

--- Draws targets by how far the student's rank lies below (sign 1) or above (sign -1) the teachers'.
local function by_disagreement(name, summary, sign)
  return hc.sampler {
    api = 1, name = name, summary = summary,
    params = { temperature = { 10.0, min = 0.001, help = "disagreement in ranks that counts as large" } },

    weights = function(self, run)
      local targets = run:targets()
      local taught = hc.range(0, targets:shape()[2] - 1)       -- rank 0 is the best
      local found = run.student:rank_of(targets)               -- among unobserved items
      local gap = (found - taught) * sign / self.params.temperature
      return targets, gap:relu():tanh()                        -- what is right is never drawn
    end,
  }
end

return hc.objective {
  api = 1, name = "dcd", knowledge = { "lists" },
  summary = "Correct the targets that the student ranks lower or higher than the teachers do.",
  params = {
    weight = { 0.01, min = 0, help = "factor on the correction" },
    drawn  = { 100, min = 1, help = "items drawn of either sort" },
    clip   = { 80.0, min = 0, help = "scores are clipped above at this" },
  },
  samplers = {
    under = by_disagreement("under", "Draw targets that the student ranks too low.", 1),
    over  = by_disagreement("over", "Draw targets that the student ranks too high.", -1),
  },

  loss = function(self, batch, run)
    local p, student, users = self.params, run.student, batch.users
    local under, over = batch:sample("under", p.drawn), batch:sample("over", p.drawn)
    local rest = (student:scores(users, over):clamp(-p.clip, p.clip):exp() * over:present()):sum(2)
    local list = student:scores(users, under):clamp(-p.clip, p.clip)
    return batch:own_loss() + p.weight * hc.relaxed_list_mle(list, rest, under:present())
  end,
}
