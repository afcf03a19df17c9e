-- A consensus decides what a place in a teacher's list is worth; the sums over teachers order a
-- user's target list.
local hc = require "hetcomp"

return hc.consensus {
  api = 1, name = "my-consensus",
  summary = "Weigh an item by how far from the end of a list it stands.",
  params = {
    cutoff = { 100, min = 1, help = "first rank that counts nothing" },
  },

  -- `rank` is a whole table [users, places] of ranks, 0 the best; `deviation` has its shape, or is
  -- nil where no teacher recorded any. The answer has the same shape and nothing below 0. What shall
  -- change over time is a parameter: a config may put a schedule in its place.
  importance = function(self, rank, deviation)
    return (1 - rank / self.params.cutoff):relu()
  end,
}
