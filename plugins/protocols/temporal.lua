-- Learn from the past, be measured on the future: the latest interactions are test, those before them
-- valid. Equal times stay together, so the shares are met as closely as that allows; held-out users and
-- items that training does not know are taken out.
local hc = require "hetcomp"

return hc.protocol {
  api = 1, name = "temporal",
  summary = "Split by time at two quantiles; rank all items, mask train and the other held-out part.",
  params = {
    metrics = { { "recall@10", "ndcg@10", "recall@50", "ndcg@50" }, help = "what is measured" },
    per     = { "user", one_of = { "user", "all" }, help = "whose times are divided: each user's, or all" },
    valid   = { 0.1, min = 0.01, max = 0.4, help = "share of the interactions that is valid" },
    test    = { 0.1, min = 0.01, max = 0.4, help = "share of the interactions that is test, the latest" },
  },

  split = function(self, interactions)
    local p = self.params
    local older = interactions:older(p.per) -- which share of the others is older, in 0…1
    local train, test = older:lt(1 - p.valid - p.test), older:ge(1 - p.test)
    local known = interactions:known(train)
    return { train = train, valid = ~train & ~test & known, test = test & known }
  end,

  measure = function(self, view)
    local metrics = self.params.metrics
    return view:means("valid", { "test" }, metrics), view:means("test", { "valid" }, metrics)
  end,
}
