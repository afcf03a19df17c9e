-- Half a cosine wave from one value to another: slow, fast, slow (Loshchilov and Hutter, ICLR 2017).
-- t runs from 0 at the first epoch to 1 at the last.
local hc = require "hetcomp"

return hc.schedule {
  api = 1, name = "cosine",
  summary = "Go from one value to another along half a cosine wave.",
  params = {
    from = { 1.0, level = true, help = "value at the start" },
    to   = { 0.0, level = true, help = "value at the end" },
  },

  value = function(self, t)
    local p = self.params
    return p.to + (p.from - p.to) * (1 + math.cos(math.pi * t)) / 2
  end,
}
