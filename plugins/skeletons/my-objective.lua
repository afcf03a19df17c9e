-- WHAT IT TEACHES, AND WHERE THE IDEA COMES FROM.
-- An objective answers with the loss of a mini-batch of users: one number made of the student's scores
-- or embeddings, a sum over users. Its gradient is taken as if it were native.
local hc = require "hetcomp"

return hc.objective {
  api = 1, name = "my-objective", knowledge = { "lists" },     -- also "scores", "embeddings", "trajectory"
  summary = "WHAT IT TEACHES, IN A LINE.",
  params = { weight = { 0.1, min = 0, help = "factor on what the teachers say" } },
  samplers = { others = "uniform" },                          -- a config may name another one

  loss = function(self, batch, run)
    local users = batch.users
    local taught = run.student:scores(users, batch.targets)               -- [b, top]
    local others = run.student:scores(users, batch:sample("others", 20))  -- [b, 20]
    local gap = taught:mean(2) - others:mean(2)                           -- [b]
    return batch:own_loss() + self.params.weight * (-gap):softplus():sum()
  end,
}
