/// Builds the environment of scripts; loaded with the libraries' own global table, so that what it
/// does not name stays out of reach.
///
/// Arguments: the host's functions, and whether scripts are trusted. Results: the real table of
/// globals, the read-only view of it, and the functions `environment`, `protect`, `sorted_pairs`.
let sandboxSource = #"""
  local host, trusted = ...
  local read_only = setmetatable({}, { __mode = "k" })

  local function names_of(contents)
    local names = {}
    for name in next, contents do
      if type(name) == "string" then names[#names + 1] = name end
    end
    return names
  end

  local function text(key)
    return type(key) == "string" and key or "[" .. tostring(key) .. "]"
  end

  -- Pairs in order: numbers, strings, false, true.
  local order = { number = 1, string = 2, boolean = 3 }

  local function before(a, b)
    local x, y = order[type(a)], order[type(b)]
    if x ~= y then return x < y end
    if x == 3 then return not a and b end
    return a < b
  end

  local function sorted_pairs(t)
    local keys = {}
    for key in pairs(t) do
      if not order[type(key)] then error("a key of type " .. type(key) .. " has no order", 2) end
      keys[#keys + 1] = key
    end
    table.sort(keys, before)
    local i = 0
    return function()
      while true do
        i = i + 1
        local key = keys[i]
        if key == nil then return nil end
        local value = t[key]
        if value ~= nil then return key, value end
      end
    end
  end

  -- A view through which `contents` can be read but not changed.
  local function view_of(contents, refuse)
    local view = {}
    read_only[view] = true
    return setmetatable(view, {
      __index = contents,
      __newindex = refuse,
      __len = function() return #contents end,
      __pairs = function()
        local step = sorted_pairs(contents)
        return function() return step() end
      end,
      __metatable = false,
    })
  end

  local function protect(contents, what)
    setmetatable(contents, { __index = function(_, key)
      local hint = type(key) == "string" and host.hint(key, names_of(contents)) or ""
      error(what .. " has no '" .. text(key) .. "'" .. hint, 2)
    end })
    return view_of(contents, function(_, key)
      error("assignment to '" .. text(key) .. "' of " .. what .. ", which is read-only", 2)
    end)
  end

  -- The names of scripts.
  local real = {
    assert = assert, error = error, getmetatable = getmetatable, ipairs = ipairs, next = next,
    pairs = pairs, pcall = pcall, rawequal = rawequal, rawget = rawget, rawlen = rawlen,
    select = select, tonumber = tonumber, tostring = tostring, type = type, xpcall = xpcall,
    require = host.require, _VERSION = _VERSION,
  }

  function real.print(...)
    local pieces = table.pack(...)
    for i = 1, pieces.n do
      local picture = host.shown_table and type(pieces[i]) == "table" and host.shown_table or tostring
      pieces[i] = picture(pieces[i])
    end
    host.print(table.concat(pieces, "\t"))
  end

  local set, set_metatable = rawset, setmetatable

  -- Lets an error carry the line of the script; to be called in a return statement.
  local function at_caller(ok, result)
    if not ok then error(result, 2) end
    return result
  end

  function real.rawset(t, key, value)
    if read_only[t] then error("rawset of a read-only table", 2) end
    return at_caller(pcall(set, t, key, value))
  end

  -- A finalizer would run outside every limit.
  function real.setmetatable(t, metatable)
    if type(metatable) == "table" and rawget(metatable, "__gc") ~= nil then
      error("setmetatable: '__gc' is not available here", 2)
    end
    return at_caller(pcall(set_metatable, t, metatable))
  end

  local count = collectgarbage

  function real.collectgarbage(what)
    if what ~= "count" then error("collectgarbage: only 'count' is available here", 2) end
    return count "count"
  end

  -- Random numbers come from the host, which seeds them.
  local bits = host.bits

  local function below(limit)  -- an unbiased integer in 0 .. limit, unsigned
    local mask = limit
    for shift = 0, 5 do mask = mask | mask >> (1 << shift) end
    while true do
      local draw = bits() & mask
      if not math.ult(limit, draw) then return draw end
    end
  end

  local function random(low, high)
    if not bits then error("math.random: the host gives no random numbers here", 2) end
    if low == nil then return (bits() >> 11) * 0x1p-53 end
    if high == nil then low, high = 1, low end
    low, high = math.tointeger(low), math.tointeger(high)
    if not low or not high then error("math.random: the limits must be integers", 2) end
    if low > high then error("math.random: the interval is empty", 2) end
    return low + below(high - low)
  end

  local function randomseed()
    error("math.randomseed: the seed is the host's", 2)
  end

  local function copy_of(library)
    local copy = {}
    for name, value in next, library do copy[name] = value end
    return copy
  end

  if trusted then
    for name, value in next, _G do
      if real[name] == nil then real[name] = value end
    end
    real.rawset, real.setmetatable, real.collectgarbage = set, set_metatable, count
    real.math.random, real.math.randomseed = bits and random, bits and randomseed
    local home = os.getenv("HOME")
    if home then  -- where LuaRocks puts what one user installs
      local share, lib = home .. "/.luarocks/share/lua/5.4/", home .. "/.luarocks/lib/lua/5.4/"
      package.path = share .. "?.lua;" .. share .. "?/init.lua;" .. package.path
      package.cpath = lib .. "?.so;" .. package.cpath
    end
  else
    string.dump = nil
    for _, name in ipairs { "coroutine", "math", "string", "table", "utf8" } do
      local contents = copy_of(_G[name])
      if name == "math" then contents.random, contents.randomseed = random, randomseed end
      real[name] = protect(contents, name)
    end
    getmetatable("").__metatable = false
  end

  -- Undeclared names are mistakes.
  set_metatable(real, { __index = function(_, name)
    error("unknown global '" .. text(name) .. "'" .. host.hint(text(name), names_of(real)), 2)
  end })

  local function refuse(_, name)
    error("assignment to global '" .. text(name) .. "': write 'local " .. text(name) .. "'", 2)
  end

  local function environment(additions, assignable)
    set_metatable(additions, { __index = real, __metatable = false })
    return assignable and additions or view_of(additions, refuse)
  end

  local view = view_of(real, refuse)
  real._G = view

  if trusted then  -- what they load sees the same names
    local load, loadfile = load, loadfile

    function real.load(chunk, name, mode, ...)
      if select("#", ...) > 0 then return load(chunk, name, mode, ...) end
      return load(chunk, name, mode, view)
    end

    function real.loadfile(name, mode, ...)
      if select("#", ...) > 0 then return loadfile(name, mode, ...) end
      return loadfile(name, mode, view)
    end

    function real.dofile(name) return assert(real.loadfile(name))() end
  end

  return real, view, environment, protect, sorted_pairs
  """#
