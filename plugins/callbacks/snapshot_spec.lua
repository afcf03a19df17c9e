describe("snapshot", function()
  it("saves at its distance", function()
    local world, callback = spec.world(), spec.plugin("callback", "snapshot", { every = 20 })
    for epoch = 0, 50, 10 do
      world:epoch(epoch)
      callback:call("on_epoch_end", world)
    end
    for _, epoch in ipairs { 0, 20, 40 } do
      assert.is_not_nil(world:written("epoch-" .. epoch .. ".safetensors"))
    end
    assert.is_nil(world:written "epoch-10.safetensors")
  end)
end)
