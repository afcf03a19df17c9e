-- Straight lines between given points; before the first and after the last the value stays.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "piecewise",
  summary = "Go along straight lines from point to point.",
  params = {
    at     = { { 0.0, 1.0 }, help = "shares of the run, rising" },
    values = { { 1.0, 0.0 }, level = true, help = "the values there, one for each share" },
  },

  setup = function(self)
    local p = self.params
    if #p.at ~= #p.values then
      error(("%d shares and %d values: each point needs both"):format(#p.at, #p.values))
    end
  end,

  value = function(self, t)
    local at, values = self.params.at, self.params.values
    if t <= at[1] then return values[1] end
    for i = 2, #at do
      if t <= at[i] then
        local way = (t - at[i - 1]) / (at[i] - at[i - 1])
        return values[i - 1] + way * (values[i] - values[i - 1])
      end
    end
    return values[#at]
  end,
}
