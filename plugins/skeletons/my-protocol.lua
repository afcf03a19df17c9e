-- A protocol names the split, and what is measured on it.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "my-protocol",
  summary = "Rank all items without training items; mask the other held-out part.",
  params = {
    -- `metrics` is reserved: the greatest k among them is how deep lists are ranked.
    metrics = { { "recall@20", "ndcg@20" }, help = "what is measured" },
  },

  split = function(self) return "www23" end,

  -- Returns tables of named numbers; config key `evaluate.monitor` names one of them.
  measure = function(self, view)
    local metrics = self.params.metrics
    return view:means("valid", { "test" }, metrics), view:means("test", { "valid" }, metrics)
  end,
}
