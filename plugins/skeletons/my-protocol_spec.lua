describe("my-protocol", function()
  it("prefers the finished teacher to the beginner", function()
    local world, protocol = spec.world(), spec.plugin("protocol", "my-protocol")
    local function recall(stage)
      world:imitate(1, stage) -- the student now ranks as teacher 1 did at this stage
      local _, test = protocol:call("measure", world:view(20))
      return test["test.recall@20"]
    end
    assert.is_true(recall(2) > recall(0))
  end)
end)
