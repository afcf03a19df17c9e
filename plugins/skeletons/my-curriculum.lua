-- A curriculum decides which stage of each teacher a user is shown.
local hc = require "hetcomp"

return hc.curriculum {
  api = 1, name = "my-curriculum",
  summary = "Show every user the next stage of every teacher at every tick.",
  params = {
    -- name = { default, min = …, max = …, one_of = { … }, help = "…" }; a config may set each.
    -- `every` is reserved: the epochs between two ticks.
    every = { 10, min = 1, help = "epochs between two ticks" },
  },

  -- Called every few epochs. `self.params` is read-only; what you put into `self.state` is saved in
  -- every checkpoint. `run.stages` and `run.student` are described in docs/lua-api.md.
  on_tick = function(self, run)
    local ready = run.stages:open() -- a mask [teachers, users]: not yet at the last stage
    run.stages:advance(ready)
  end,
}
