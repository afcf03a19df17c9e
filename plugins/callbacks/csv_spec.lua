describe("csv", function()
  it("writes a row an evaluation", function()
    local world, callback = spec.world(), spec.plugin("callback", "csv")
    for epoch = 0, 10, 10 do
      world:epoch(epoch)
      world:measured { ["valid.recall@50"] = 0.5, ["test.recall@50"] = 0.25 }
      callback:call("on_evaluate", world)
      callback:resume()
    end
    assert.equal(
      "epoch,phase,loss,test.recall@50,valid.recall@50\n0,overall,,0.25,0.5\n10,overall,,0.25,0.5\n",
      world:written "curve.csv")
  end)
end)
