-- Stops a training whose metric has not become better for some evaluations, whatever its phase; the
-- run's own patience waits for the last phase.
local hc = require "hetcomp"

return hc.callback {
  api = 1, name = "early-stop",
  summary = "Stop after some evaluations without a better metric.",
  params = {
    metric   = { "valid.recall@50", help = "what must become better" },
    patience = { 10, min = 1, help = "evaluations without a better one" },
    margin   = { 0.0, min = 0, help = "by how much it must become better" },
  },

  on_evaluate = function(self, run)
    local p, s, value = self.params, self.state, run:metrics()[self.params.metric]
    if not value then error("no metric is called " .. p.metric) end
    if value > (s.best or -math.huge) + p.margin then
      s.best, s.waited = value, 0
    else
      s.waited = s.waited + 1
    end
    if s.waited >= p.patience then return "stop" end
  end,
}
