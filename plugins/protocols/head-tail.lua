-- Results by the popularity of the items: the head is the smallest set of items that holds a share of all
-- training interactions, the tail the rest. Each is measured over the users with items of it.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "head-tail",
  summary = "Rank all items as www23 does; report popular and rare items apart.",
  params = {
    metrics = { { "recall@50", "ndcg@50" }, help = "what is measured" },
    share   = { 0.8, min = 0, max = 1, help = "share of the interactions that the head holds" },
    recipe  = { "www23", one_of = { "given", "www23" }, help = "how the data is cut" },
  },

  split = function(self) return self.params.recipe end,

  measure = function(self, view)
    local p, count = self.params, view:popularity()
    local order = count:argsort(1, true) -- popular items first
    local before = count:gather(order):cumsum(1) - count:gather(order)
    local head = before:scatter(order, count:shape()[1]):lt(p.share * count:sum():item())
    local results = {}
    for part, mask in hc.sorted_pairs { valid = "test", test = "valid" } do
      results[#results + 1] = view:means(part, { mask }, p.metrics)
      for name, items in hc.sorted_pairs { head = head, tail = ~head } do
        local apart = {}
        for metric, value in pairs(view:means(part, { mask }, p.metrics, items)) do
          apart[metric .. "." .. name] = value
        end
        results[#results + 1] = apart
      end
    end
    return table.unpack(results)
  end,
}
