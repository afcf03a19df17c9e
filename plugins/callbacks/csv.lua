-- Every evaluation as a row of written/curve.csv in the run's folder: epoch, phase, loss, metrics.
local hc = require "hetcomp"

return hc.callback {
  api = 1, name = "csv",
  summary = "Keep every evaluation as a row of a table.",
  params = { file = { "curve.csv", help = "the file's name" } },

  on_evaluate = function(self, run)
    local s, names, values = self.state, { "epoch", "phase", "loss" }, {}
    values[1], values[2], values[3] = run.epoch, run:phase(), run.loss or ""
    for name, value in hc.sorted_pairs(run:metrics()) do
      names[#names + 1], values[#values + 1] = name, value
    end
    s.rows = s.rows or { table.concat(names, ",") }
    s.rows[#s.rows + 1] = table.concat(values, ",")
    run:write(self.params.file, table.concat(s.rows, "\n") .. "\n")
  end,
}
