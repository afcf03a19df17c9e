local hc = require "hetcomp"

describe("ir-rrd", function()
  local few = { depth = 10, users = 4, items = 50 }

  it("brings the student nearer to its target lists", function()
    local objective = spec.plugin("objective", "ir-rrd", few)
    assert.is_true(objective:teach(spec.world { items = 200 }) > 0.2)
  end)

  it("teaches items their users", function()
    local world = spec.world { items = 200 }
    local with = spec.plugin("objective", "ir-rrd", { depth = 10, users = 4, item_weight = 1 })
    local without = spec.plugin("objective", "ir-rrd", { depth = 10, users = 4, item_weight = 0 })
    assert.is_true(with:loss(world):item() > without:loss(world):item())
  end)
end)

describe("an item's audience", function()
  local run = spec.world().run
  local items = hc.ids(run.items)

  it("is who has it in training", function()
    local owners = run.data:audience(items)
    assert.equal(run.data.count, owners:present():count())
    assert.near(run.data:popularity(), owners:present():tensor():sum(2))
  end)

  it("is to a teacher whom it scores highest, of the others", function()
    local teacher, fans = run.teachers[1], run.teachers[1]:audience(items, 3)
    local scores = teacher:item_embeddings():matmul(teacher:user_embeddings(hc.ids(run.users)), false, true)
    local owners = run.data:audience(items)
    local free = scores - 1e6 * owners:present():tensor():scatter(owners, run.users)
    assert.near(free:top(3):tensor(), fans:tensor())
  end)
end)
