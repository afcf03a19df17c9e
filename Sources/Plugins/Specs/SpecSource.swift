/// The words of a spec, as busted has them: `describe`, `it`, `before_each`, `after_each`, `pending`
/// and `assert`.
///
/// Argument: the host's functions `kind(value)`, `elements(tensor)`, `shape(tensor)`, `hint(name,
/// names)`. Results: the names to add to a spec's environment, and `tests()`, which lists what was
/// described.
let specSource = #"""
  local host = ...
  local root = { items = {}, before = {}, after = {} }
  local block = root
  local words = {}

  function words.describe(name, body)
    local outer = block
    block = { name = name, items = {}, before = {}, after = {} }
    outer.items[#outer.items + 1] = block
    body()
    block = outer
  end

  function words.it(name, body)
    block.items[#block.items + 1] = { name = name, body = body, pending = body == nil }
  end

  function words.pending(name)
    block.items[#block.items + 1] = { name = name, pending = true }
  end

  function words.before_each(body) block.before[#block.before + 1] = body end
  function words.after_each(body) block.after[#block.after + 1] = body end

  words.context, words.test = words.describe, words.it

  local function tests()
    local found = {}
    local function join(a, b)
      local both = table.move(a, 1, #a, 1, {})
      return table.move(b, 1, #b, #both + 1, both)
    end
    local function walk(node, path, before, after)
      for _, item in ipairs(node.items) do
        local whole = join(path, { tostring(item.name) })
        if item.items then
          walk(item, whole, join(before, item.before), join(item.after, after))
        else
          found[#found + 1] = {
            path = whole, body = item.body, pending = item.pending, before = before, after = after,
          }
        end
      end
    end
    walk(root, {}, root.before, root.after)
    return found
  end

  -- A value as a message shows it.
  local function shown(value, depth)
    local kind = host.kind(value)
    if kind == "string" then return ("%q"):format(value) end
    if kind ~= "table" or (depth or 0) > 3 then return tostring(value) end
    local parts = {}
    for key, inner in pairs(value) do
      local text = shown(inner, (depth or 0) + 1)
      parts[#parts + 1] = math.type(key) and text or tostring(key) .. " = " .. text
    end
    return #parts == 0 and "{}" or "{ " .. table.concat(parts, ", ") .. " }"
  end

  local function same(a, b)
    local kind = host.kind(a)
    if kind ~= host.kind(b) then return false end
    if kind == "tensor" or kind == "mask" then
      return same(host.shape(a), host.shape(b)) and same(host.elements(a), host.elements(b))
    end
    if kind ~= "table" then return a == b end
    for key, value in pairs(a) do if not same(value, b[key]) then return false end end
    for key in pairs(b) do if a[key] == nil then return false end end
    return true
  end

  -- The place and size of the greatest distance, or why there is none.
  local function distance(a, b)
    if math.type(a) and math.type(b) then return a == b and 0 or math.abs(a - b) end
    if host.kind(a) ~= "tensor" then a, b = b, a end
    if host.kind(a) ~= "tensor" then return nil, "numbers or tensors are compared" end
    local x = host.elements(a)
    local y = math.type(b) and b or host.kind(b) == "tensor" and host.elements(b)
    if not y then return nil, "a tensor cannot be compared with " .. shown(b) end
    if type(y) == "table" and not same(host.shape(a), host.shape(b)) then
      return nil, "shapes differ: " .. shown(host.shape(a)) .. " and " .. shown(host.shape(b))
    end
    local worst, place = 0, 1
    for i, value in ipairs(x) do
      local other = type(y) == "table" and y[i] or y
      local gap = value == other and 0 or math.abs(value - other)
      if not (gap <= worst) then worst, place = gap, i end
    end
    return worst, " at element " .. place
  end

  -- Each check answers whether it holds, and what to say if it should not have, or does not.
  local checks = {}

  function checks.equal(wanted, got)
    return wanted == got, "equal to " .. shown(wanted), got
  end

  function checks.same(wanted, got)
    return same(wanted, got), "the same as " .. shown(wanted), got
  end

  function checks.near(wanted, got, tolerance)
    tolerance = tolerance or 1e-6
    local gap, why = distance(wanted, got)
    if not gap then error(why, 0) end
    local text = ("within %g of %s"):format(tolerance, shown(wanted))
    if gap > 0 then text = text .. (" (off by %g%s)"):format(gap, why or "") end
    return gap <= tolerance, text, got
  end

  function checks.shape(wanted, got)
    return same(wanted, host.shape(got)), "of shape " .. shown(wanted), host.shape(got)
  end

  function checks.finite(got)
    for _, value in ipairs(host.elements(got)) do
      if value ~= value or value == 1 / 0 or value == -1 / 0 then return false, "finite", got end
    end
    return true, "finite", got
  end

  checks["true"] = function(got) return got == true, "true", got end
  checks["false"] = function(got) return got == false, "false", got end
  checks["nil"] = function(got) return got == nil, "nil", got end
  function checks.truthy(got) return got ~= nil and got ~= false, "truthy", got end
  function checks.falsy(got) return got == nil or got == false, "falsy", got end
  function checks.number(got) return type(got) == "number", "a number", got end
  function checks.string(got) return type(got) == "string", "a string", got end
  function checks.table(got) return type(got) == "table", "a table", got end

  function checks.matches(pattern, got)
    return type(got) == "string" and got:find(pattern) ~= nil, "like " .. shown(pattern), got
  end

  -- `wanted` is part of the message.
  function checks.error(body, wanted)
    local ok, message = pcall(body)
    message = tostring(message)
    if ok then return false, "an error", "none" end
    local holds = wanted == nil or message:find(wanted, 1, true) ~= nil
    return holds, wanted and "an error that says " .. shown(wanted) or "an error", message
  end

  checks.errors, checks.equals, checks.match = checks.error, checks.equal, checks.matches

  local fillers = { are = 1, is = 1, has = 1, have = 1, was = 1, be = 1, no = -1, ["not"] = -1 }

  local function names()
    local list = {}
    for name in pairs(checks) do list[#list + 1] = name end
    return list
  end

  local chain

  -- The words after `assert`, joined by dots or underscores.
  local function resolve(sign, text)
    while true do
      local word, rest = text:match("^(%a+)_?(.*)$")
      if not fillers[word] then break end
      sign, text = sign * fillers[word], rest
      if text == "" then return chain(sign) end
    end
    local check = checks[text]
    if not check then error("assert has no '" .. text .. "'" .. host.hint(text, names()), 3) end
    return function(...)
      local outcome = table.pack(pcall(check, ...))
      if not outcome[1] then error(outcome[2], 2) end
      if outcome[2] ~= (sign > 0) then
        local what = (sign > 0 and "expected " or "expected not ") .. outcome[3]
        error(what .. ", got " .. shown(outcome[4]), 2)
      end
    end
  end

  function chain(sign)
    return setmetatable({}, { __index = function(_, text) return resolve(sign, text) end })
  end

  words.assert = setmetatable({}, {
    __index = function(_, text) return resolve(1, text) end,
    __call = function(_, value, message, ...)
      if not value then error(message or "assertion failed!", 2) end
      return value, message, ...
    end,
  })

  return words, tests
  """#
