-- No curriculum: every user is taught by the finished teachers from the first epoch on. The control that
-- tells what the easy-to-hard order of the other curricula is worth; as all pairs are at their last stage,
-- the rank phase begins with the first tick: set `every` to the epoch in which theirs began.
local hc = require "hetcomp"

return hc.curriculum {
  api = 1, name = "final-only",
  summary = "Show every user the last checkpoint of every teacher from the start.",
  params = { every = { 10, min = 1, help = "the epoch after which the rank phase begins" } },

  setup = function(self, run)
    for _ = 1, run.stages.last do run.stages:advance(run.stages:open()) end
  end,

  on_tick = function() end, -- nothing is left to decide
}
