-- Self-paced learning (Kumar et al., NIPS 2010): of each teacher's pairs, those with the least loss go on
-- first; the share that may go on grows from tick to tick. The loss is the gap to the lists shown now.
local hc = require "hetcomp"

return hc.curriculum {
  api = 1, name = "self-paced",
  summary = "Let the pairs whose gap lies in the lowest quantile advance; the quantile grows.",
  params = {
    quantile = { 0.2, min = 0.01, max = 1, help = "share of the pairs that advances at the first tick" },
    growth   = { 1.2, min = 1, help = "factor on that share at every tick" },
    every    = { 10, min = 1, help = "epochs between two ticks" },
    k        = { 50, min = 1, help = "length of the lists compared" },
  },

  on_tick = function(self, run)
    local p, stages = self.params, run.stages
    local tick = run.epoch // p.every
    local share = math.min(1, p.quantile * p.growth ^ (tick - 1))
    local gap = run.student:gap(stages, p.k)
    local count = math.max(1, math.ceil(share * stages.users))
    local easiest = gap:argsort(2):columns(1, count) -- of each teacher
    local are_easy = hc.full(1, table.unpack(easiest:shape())):scatter(easiest, stages.users):gt(0)
    stages:advance(are_easy & stages:open())
  end,
}
