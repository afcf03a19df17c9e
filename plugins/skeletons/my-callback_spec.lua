describe("my-callback", function()
  it("notes what is better than before, and nothing else", function()
    local world = spec.world()
    local callback = spec.plugin("callback", "my-callback", { metric = "valid.ndcg@10" })
    for _, value in ipairs { 0.1, 0.3, 0.2 } do
      world:measured { ["valid.ndcg@10"] = value }
      callback:call("on_evaluate", world)
    end
    assert.equal(2, #world:lines())
    assert.equal(0.3, callback.state.best)
  end)
end)
