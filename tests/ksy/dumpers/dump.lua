-- Prints every value of a blob as JSON, one line for each file named on standard input; see tests/ksy/values.py.
require("iptables_blob")
local fields = require("fields")

-- A class does not know its name: it is found in what the module holds.
local names = {}
local function name_all(owner, path)
  for key, inner in pairs(owner) do
    if type(inner) == "table" and key:match("^%u") and rawget(inner, "property") then
      names[inner] = path .. key
      name_all(inner, path .. key .. "::")
    end
  end
end
name_all(IptablesBlob, "")

local value

local function struct(owner, out)
  for _, name in ipairs(fields[names[getmetatable(owner)]]) do value(owner[name], out) end
end

local function payload(data, out)
  local own = {}
  local done = pcall(function() if data.payload then struct(data.payload, own) end end)
  own[#own + 1] = "0"
  -- or shorter than the struct that its name promises
  local said = done and "[" .. table.concat(own, ",") .. "]" or "null"
  out[#out + 1] = string.format('{"raw":%d,"payload":%s}', #data.raw, said)
end

function value(one, out)
  local class = names[getmetatable(one)] or ""
  local last = class:match("[^:]*$")
  if type(one) == "string" then
    out[#out + 1] = '"' .. one:gsub(".", function(octet) return string.format("%02x", octet:byte()) end) .. '"'
  elseif type(one) ~= "table" then
    out[#out + 1] = one == nil and "null" or string.format("%d", one)
  elseif last == "MatchData" or last == "TargetData" then
    payload(one, out)
  elseif last == "TextField" or last == "NameField" then
    value(one.raw, out)
  elseif last == "UnsignedLong" or last:match("Bits$") then
    value(one.value, out)
  elseif class ~= "" then
    struct(one, out)
  elseif one.label then -- a value of an enum
    value(one.value, out)
  else
    for _, item in ipairs(one) do value(item, out) end
  end
end

for name in io.lines() do
  local done, said = pcall(function()
    local blob, out = IptablesBlob:from_file(name), {}
    struct(blob.table.reply.entries, out)
    out[#out + 1] = "0"
    return string.format('{"family":%d,"align_u64":%d,"len_long":%d,"values":[%s]}', blob.family, blob.align_u64,
      blob.len_long, table.concat(out, ","))
  end)
  print(done and said or '{"error":"read"}')
end
