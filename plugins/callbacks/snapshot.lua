-- The student as it was, every so many epochs: written/epoch-N.safetensors in the run's folder, the
-- trajectory of a teacher-to-be among other uses.
local hc = require "hetcomp"

return hc.callback {
  api = 1, name = "snapshot",
  summary = "Save the student every so many epochs.",
  params = { every = { 50, min = 1, help = "epochs between two snapshots" } },

  on_epoch_end = function(self, run)
    if run.epoch % self.params.every == 0 then run:save_student(("epoch-%d"):format(run.epoch)) end
  end,
}
