-- A staircase: the value is multiplied by a factor each time a share of the run has passed.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "step",
  summary = "Multiply a value by a factor at given shares of the run.",
  params = {
    from   = { 1.0, level = true, help = "value at the start" },
    factor = { 0.1, help = "what each step multiplies by" },
    at     = { { 0.5, 0.75 }, help = "shares of the run after which a step comes" },
  },

  value = function(self, t)
    local value = self.params.from
    for _, share in ipairs(self.params.at) do
      if t >= share then value = value * self.params.factor end
    end
    return value
  end,
}
