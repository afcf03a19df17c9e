-- After every tick, how many users see each stage of each teacher: rows of written/stages.csv.
local hc = require "hetcomp"

return hc.callback {
  api = 1, name = "stage-histogram",
  summary = "Count the users at each stage of each teacher after every tick.",
  params = { file = { "stages.csv", help = "the file's name" } },

  on_tick = function(self, run)
    local s, stages = self.state, run.stages:tensor()
    s.rows = s.rows or { "epoch,teacher,stage,users" }
    for i, teacher in ipairs(run.teachers:names()) do
      for stage = 0, run.stages.last do
        local row = { run.epoch, teacher, stage, stages[i]:eq(stage):count() }
        s.rows[#s.rows + 1] = table.concat(row, ",")
      end
    end
    run:write(self.params.file, table.concat(s.rows, "\n") .. "\n")
  end,
}
