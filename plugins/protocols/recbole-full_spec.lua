describe("recbole-full", function()
  local world = spec.world()

  it("does not mask test items in validation", function()
    local metrics = { metrics = { "recall@10" } }
    local own = spec.plugin("protocol", "recbole-full", metrics):call("measure", world:view(10))
    local masked = spec.plugin("protocol", "www23", metrics):call("measure", world:view(10))
    assert.is_true(own["valid.recall@10"] <= masked["valid.recall@10"])
  end)

  it("cuts the data as it is told", function()
    assert.equal("given", spec.plugin("protocol", "recbole-full"):call "split")
    assert.equal("www23", spec.plugin("protocol", "recbole-full", { recipe = "www23" }):call "split")
  end)
end)
