-- A straight rise from a share of the value to the value, which then stays. The first epoch learns, too,
-- so it does not begin at 0.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "warm-up",
  summary = "Rise to a value during the first share of the run, then keep it.",
  params = {
    value  = { 1.0, level = true, help = "the value that is reached" },
    begin  = { 0.1, min = 0, max = 1, help = "share of the value at the start" },
    share  = { 0.1, min = 0.0001, max = 1, help = "share of the run that the rise takes" },
  },

  value = function(self, t)
    local p = self.params
    return p.value * (p.begin + (1 - p.begin) * math.min(1, t / p.share))
  end,
}
