-- A straight line from one value to another; t runs from 0 at the first epoch to 1 at the last.
-- `until_t` ends the slope early and keeps the last value from there on.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "linear",
  summary = "Go from one value to another in equal steps.",
  params = {
    from    = { 1.0, level = true, help = "value at the start" },
    to      = { 0.0, level = true, help = "value at the end" },
    until_t = { 1.0, min = 0.001, max = 1, help = "share of the run after which the end is reached" },
  },

  value = function(self, t)
    local p = self.params
    return p.from + (p.to - p.from) * math.min(t / p.until_t, 1)
  end,
}
