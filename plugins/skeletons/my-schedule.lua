-- A schedule is a number over time; it may stand in a config wherever a number does.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "my-schedule",
  summary = "Go from one value to another along a parabola.",
  params = {
    -- Levels that a config leaves out are their defaults times the number that the schedule stands for.
    from = { 1.0, level = true, help = "value at the start" },
    to   = { 0.0, level = true, help = "value at the end" },
  },

  -- `t` is the elapsed share of the run: 0 at the first epoch, 1 at the last.
  value = function(self, t, run)
    local p = self.params
    return p.from + (p.to - p.from) * t * t
  end,
}
