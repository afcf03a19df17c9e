-- Item-side ranking regularisation (IR-RRD, Kang et al., 2021): relaxed ranking distillation of the users'
-- lists, and of the items' lists, which are the users that the first teacher scores highest. Items are
-- drawn each step from those in the users' lists and weighed for all of them, which are taken as published.
local hc = require "hetcomp"

local function gumbel(...) return -(-(hc.uniform(...) + 1e-10):log() + 1e-10):log() end

-- The listwise loss of ids [b, k] above others [b, l].
local function listwise(list, others, score)
  local rest = (score(others):clamp(-80, 80):exp() * others:present()):sum(2)
  return hc.relaxed_list_mle(score(list):clamp(-80, 80), rest, list:present())
end

return hc.objective {
  api = 1, name = "ir-rrd", knowledge = { "embeddings" },
  summary = "Teach users the order of drawn items, and items the order of drawn users.",
  params = {
    weight      = { 0.001, min = 0, help = "factor on the users' listwise loss" },
    item_weight = { 0.0005, min = 0, help = "factor on the items' listwise loss" },
    listed      = { 40, min = 1, help = "targets drawn a user, and as many other items" },
    items       = { 256, min = 1, help = "items drawn a step" },
    depth       = { 500, min = 1, help = "an item's best users, of whom some are drawn" },
    users       = { 20, min = 1, help = "users drawn an item, and as many others" },
    temperature = { 10.0, min = 0.001, help = "ranks over which a user's chance falls by a factor e" },
  },
  samplers = { interesting = "rank-aware", uninteresting = "unlisted" },

  loss = function(self, batch, run)
    local p, student = self.params, run.student
    local list, others = batch:sample("interesting", p.listed), batch:sample("uninteresting", p.listed)
    local of_users = listwise(list, others, function(ids) return student:scores(batch.users, ids) end)

    local all = hc.concat({ list, others }):distinct()
    local items = all:gather(hc.uniform(1, #all):top(math.min(p.items, #all)):reshape(-1))
    local best, owners = run.teachers[1]:audience(items, p.depth), run.data:audience(items)
    local chance = gumbel(#items, p.depth) - hc.range(0, p.depth - 1) / p.temperature
    local places = chance:replace(~best:present(), -1e9):top(p.users):tensor():sort(2)
    local drawn = best:pick(hc.index(places))                        -- in the teacher's order
    local function marked(ids) return ids:present():tensor():scatter(ids, run.users) end
    local free = hc.uniform(#items, run.users) - marked(owners) - marked(drawn)
    local strangers = free:top(p.users)
    strangers = hc.index(strangers:tensor() * free:pick(strangers):gt(0))   -- fewer where few are left

    local everyone = student:user_embeddings(hc.ids(run.users))
    local scores = student:item_embeddings(items):matmul(everyone, false, true)      -- [items, users]
    local of_items = listwise(drawn, strangers, function(ids) return scores:pick(ids) end)
    -- The drawn items stand for all.
    return batch:own_loss() + p.weight * of_users + p.item_weight * (#all / #items) * of_items
  end,
}
