describe("temporal", function()
  -- Two users of five items each; the second came later, and its last two times are equal.
  local rows = {
    { 1, 1, 10 }, { 1, 2, 50 }, { 1, 3, 20 }, { 1, 4, 40 }, { 1, 5, 30 },
    { 2, 5, 60 }, { 2, 1, 70 }, { 2, 2, 80 }, { 2, 3, 90 }, { 2, 4, 90 },
  }

  local function parts(per, list)
    local protocol = spec.plugin("protocol", "temporal", { per = per, valid = 0.2, test = 0.2 })
    local found, ids = protocol:call("split", spec.interactions(list or rows)), {}
    for name, mask in pairs(found) do
      ids[name] = {}
      for place, is_in in ipairs(mask:totable()) do
        if is_in then table.insert(ids[name], place) end
      end
    end
    return ids
  end

  it("keeps each user's latest for the end", function()
    local found = parts "user"
    assert.same({ 1, 3, 5, 6, 7, 8 }, found.train)
    assert.same({ { 9 }, { 2 } }, { found.valid, found.test }) -- nobody learns about item 4
  end)

  it("holds out the latest of a user of few", function()
    local rows = {}
    for place = 1, 7 do rows[place] = { 1, place, place } end
    rows[8], rows[9] = { 2, 6, 1 }, { 2, 7, 2 }             -- so that somebody learns about them
    rows[10] = { 2, 5, 3 }
    local found = spec.plugin("protocol", "temporal"):call("split", spec.interactions(rows))
    assert.is_true(found.test:at(7) and found.valid:at(6))
  end)

  it("cuts all at the same moments", function()
    local found = parts "all"
    assert.same({ 1, 2, 3, 4, 5, 6 }, found.train)
    assert.same({ { 7, 8 }, { 9, 10 } }, { found.valid, found.test })
  end)

  it("refuses data without times", function()
    assert.has_error(function() parts("user", { { 1, 1 }, { 1, 2 } }) end, "when the interactions happened")
  end)
end)
