-- The same number at every moment, which is also what a plain number in a config means.
-- Useful as the neutral element where a sweep puts other schedules in its place.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "constant",
  summary = "Keep one value throughout.",
  params = { value = { 1.0, level = true, help = "the value" } },

  value = function(self) return self.params.value end,
}
