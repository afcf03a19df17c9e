local hc = require "hetcomp"

describe("de", function()
  it("adds what the experts cannot rebuild to the student's own loss", function()
    local world = spec.world()
    local with = spec.plugin("objective", "de", { experts = 3, weight = 1 }):loss(world):item()
    local without = spec.plugin("objective", "de", { experts = 3, weight = 0 }):loss(world):item()
    assert.is_true(with > without)
  end)
end)

describe("a step's interactions", function()
  it("are those of the student's own loss", function()
    local by_hand = hc.objective {
      api = 1, name = "by-hand",
      loss = function(self, batch, run)
        local own = batch:interactions()
        local scores = run.student:scores(own.users, own.items)
        return (scores:slice(2, 2, -1) - scores:slice(2, 1, 1)):softplus():sum()
      end,
    }
    local own = hc.objective {
      api = 1, name = "own", loss = function(self, batch) return batch:own_loss() end,
    }
    local world = spec.world()
    assert.near(spec.plugin(own):loss(world), spec.plugin(by_hand):loss(world))
  end)
end)
