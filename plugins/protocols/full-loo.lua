-- Leave one out against the whole catalogue: each user's one held-out item is ranked among all items but
-- those of training and of the other part; what loo-499 estimates from a sample.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "full-loo",
  summary = "Rank one held-out item among all unobserved ones; mean over users.",
  params = {
    metrics = { { "hr@5", "ndcg@5", "hr@10", "ndcg@10", "mrr@10", "hr@20", "ndcg@20" }, help = "what is measured" },
  },

  split = function() return "given" end,

  measure = function(self, view)
    local metrics = self.params.metrics
    return view:means("valid", { "test" }, metrics), view:means("test", { "valid" }, metrics)
  end,
}
