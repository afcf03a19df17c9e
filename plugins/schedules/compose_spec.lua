local hc = require "hetcomp"

describe("schedules", function()
  local rise, fall

  before_each(function() rise, fall = hc.use("linear", { from = 0, to = 1 }), hc.use "linear" end)

  it("add and multiply, with each other and with numbers", function()
    assert.near(1, (rise + fall):at(0.3))
    assert.near(0.25 * 0.75, (rise * fall):at(0.25))
    assert.near(2 * 0.25 + 3, (2 * rise + 3):at(0.25))
    assert.near(0.5 + 0.5 * 0.1, (0.5 + rise * 0.1):at(0.5))
  end)

  it("follow one another, each with a course of its own", function()
    local both = (10 * rise):followed_by(10 * fall, 0.2)
    for t, value in pairs { [0] = 0, [0.1] = 5, [0.2] = 10, [0.6] = 5, [1] = 0 } do
      assert.near(value, both:at(t), 1e-9)
    end
    assert.near(7, rise:followed_by(7, 0.5):at(0.5))
    assert.near(1, rise:followed_by(7, 1):at(0.9999), 1e-3)
  end)

  it("may be written inline", function()
    local square = hc.schedule {
      api = 1, name = "square", params = { scale = { 1 } },
      value = function(self, t) return self.params.scale * t * t end,
    }
    assert.near(0.75, (hc.use(square, { scale = 3 }) + rise * 0):at(0.5))
    assert.near(0.75, (rise + square):at(0.5))
  end)

  it("stand in the place of a plugin's number", function()
    local sampler = spec.plugin("sampler", "hard-negatives", { pool = 4 + 4 * rise, temperature = fall * 2 })
    local world = spec.world { epochs = 101 }
    for epoch, pool in pairs { [0] = 4, [40] = 6 } do
      world:epoch(epoch)
      assert.same({ 40, pool }, sampler:call("weights", world):shape())
      assert.near(2 - epoch / 50, sampler.params.temperature)
    end
    world:epoch(100)
    assert.has_error(function() sampler:call("weights", world) end, 'epoch 100: schedule "product" gives 0.0')
  end)

  it("keep no state, which nobody would save", function()
    local counting = hc.schedule {
      api = 1, name = "counting",
      value = function(self, t)
        self.state.asked = (self.state.asked or 0) + 1
        return self.state.asked
      end,
    }
    local joined = rise + counting
    assert.has_error(function() joined:at(0.5) end, "hc.use does not save it")
  end)

  it("say what they are made of", function()
    assert.equal("((2 * linear { from = 0, to = 1 }) + linear)", tostring(2 * rise + fall))
  end)

  it("are not joined without end", function()
    local long, wide = rise, rise
    assert.has_error(function()
      for _ = 1, 200000 do long = long + 1 end
    end, "at most 100 schedules")
    assert.has_error(function()
      for _ = 1, 40 do wide = wide * wide end
    end, "at most 100 schedules")
    assert.near(99.5, long:at(0.5))
  end)

  it("refuse what is misspelt or no number", function()
    assert.has_error(function() hc.use "linaer" end, 'did you mean "linear"?')
    assert.has_error(function() hc.use("linear", { form = 1 }) end, 'did you mean "from"?')
    assert.has_error(function() hc.use("linear", { until_t = 2 }) end, "from 0.001 to 1")
    assert.has_error(function() return rise + "two" end, "a number or hc.use")
    assert.has_error(function() return rise:followed_by(fall, 2) end, "a share lies in 0…1")
  end)
end)
