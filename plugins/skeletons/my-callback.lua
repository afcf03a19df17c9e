-- A callback watches. It may define any of on_run_start, on_epoch_start, on_step_end, on_epoch_end,
-- on_tick, on_evaluate, on_phase, on_checkpoint, on_run_end, on_error; an absent hook costs nothing.
local hc = require "hetcomp"

return hc.callback {
  api = 1, name = "my-callback",
  summary = "Note every evaluation that is better than all before it.",
  params = {
    metric = { "valid.recall@50", help = "what is watched" },
  },

  -- May return "stop", "evaluate" or "checkpoint".
  on_evaluate = function(self, run)
    local value, best = run:metrics()[self.params.metric], self.state.best or -math.huge
    if not value or value <= best then return end
    self.state.best = value
    run:log(("epoch %d: %s is now %.4f"):format(run.epoch, self.params.metric, value))
  end,
}
