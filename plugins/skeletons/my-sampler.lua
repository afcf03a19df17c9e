-- WHICH ITEMS IT DRAWS, AND WHERE THE IDEA COMES FROM.
-- A sampler answers with weights: one an item [items], for everybody; or each user's own candidates
-- [users, k] and the weights of their places. The drawing is native; training items are never drawn
-- by weights of items.
local hc = require "hetcomp"

return hc.sampler {
  api = 1, name = "my-sampler", replace = false, refresh = "epoch",   -- or "once", or epochs
  summary = "WHAT IT DRAWS, IN A LINE.",
  params = { exponent = { 0.5, help = "power of an item's popularity" } },

  weights = function(self, run)
    return (run.data:popularity() + 1) ^ self.params.exponent
  end,
}
