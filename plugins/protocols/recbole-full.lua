-- RecBole's full ranking: validation masks the training items only, the test training and validation
-- items; the mean is over the users who have items in the part that is measured.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "recbole-full",
  summary = "Rank all items; mask what came before the part measured; mean over users of the part.",
  params = {
    metrics = { { "recall@10", "mrr@10", "ndcg@10", "hr@10", "precision@10" }, help = "what is measured" },
    recipe  = { "given", one_of = { "given", "www23" }, help = "how the data is cut" },
  },

  split = function(self) return self.params.recipe end,

  measure = function(self, view)
    local metrics = self.params.metrics
    return view:means("valid", {}, metrics), view:means("test", { "valid" }, metrics)
  end,
}
