-- Equal factors in equal times: from · (to / from)^t. Both ends must be above zero.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "exponential",
  summary = "Go from one value to another by equal factors.",
  params = {
    from = { 1.0, level = true, min = 1e-30, help = "value at the start" },
    to   = { 0.01, level = true, min = 1e-30, help = "value at the end" },
  },

  value = function(self, t)
    local p = self.params
    return p.from * (p.to / p.from) ^ t
  end,
}
