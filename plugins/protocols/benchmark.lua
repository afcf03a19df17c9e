-- The protocol of NGCF's and LightGCN's benchmarks: full ranking on the files' own parts, items of the
-- other parts masked, mean over the users of a part.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "benchmark",
  summary = "Rank all items on a given split; mask train and the other held-out part; mean over users of the part.",
  params = {
    metrics = { { "recall@20", "ndcg@20" }, help = "what is measured" },
    parts   = { { "valid", "test" }, help = "the held-out parts that are measured" },
  },

  split = function() return "given" end,

  measure = function(self, view)
    local results = {}
    for i, part in ipairs(self.params.parts) do
      results[i] = view:means(part, { part == "valid" and "test" or "valid" }, self.params.metrics)
    end
    return table.unpack(results)
  end,
}
