describe("my-objective", function()
  it("brings the student nearer to its target lists", function()
    local objective = spec.plugin("objective", "my-objective")
    assert.is_true(objective:teach(spec.world { items = 200 }) > 0.2) -- what its NDCG has gained
  end)
end)
