-- Pairs advance by lot: the same pace on average as a curriculum, in no order at all. The control
-- that tells whether it matters who goes first.
local hc = require "hetcomp"

return hc.curriculum {
  api = 1, name = "random-order",
  summary = "Let a random share of the pairs advance at every tick.",
  params = {
    share = { 0.3, min = 0, max = 1, help = "share of the open pairs that advances at a tick" },
    every = { 10, min = 1, help = "epochs between two ticks" },
  },

  on_tick = function(self, run)
    local stages = run.stages
    local lots = hc.uniform(stages.teachers, stages.users) -- from the run's seed and epoch
    stages:advance(lots:lt(self.params.share) & stages:open())
  end,
}
