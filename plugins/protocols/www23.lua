-- HetComp's protocol (Kang et al., WWW 2023): full ranking without training items; the other held-out
-- part is masked too, and a user without items in either part counts in neither.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "www23",
  summary = "Rank all items; mask train and the other held-out part; mean over users that have both parts.",
  params = {
    metrics = { { "recall@10", "ndcg@10", "recall@50", "ndcg@50" }, help = "what is measured" },
  },

  split = function() return "www23" end,

  measure = function(self, view)
    local metrics = self.params.metrics
    return view:means("valid", { "test" }, metrics), view:means("test", { "valid" }, metrics)
  end,
}
