-- Leave one out: each user's one held-out item is ranked among 499 items the user has not seen, drawn
-- once and shared by validation and test (Kang et al., CIKM 2020). Higher score first, then smaller id.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "loo-499",
  summary = "Rank one held-out item among 499 sampled unobserved ones; mean over users.",
  params = {
    metrics   = { { "hr@5", "ndcg@5", "hr@10", "ndcg@10", "mrr@10", "hr@20", "ndcg@20" }, help = "what is measured" },
    negatives = { 499, min = 1, help = "unobserved items drawn for each user" },
    seed      = { 0, min = 0, help = "the seed of the draw" },
  },

  split = function() return "given" end,

  measure = function(self, view)
    local metrics = self.params.metrics
    return view:means("valid", { "test" }, metrics), view:means("test", { "valid" }, metrics)
  end,
}
