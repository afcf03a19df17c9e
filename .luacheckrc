std = "lua54"
max_line_length = 120
not_globals = { "io", "os", "debug", "package", "load", "loadstring", "loadfile", "dofile" }
unused_args = false
exclude_files = { ".build", "plugins/library" }
files["**/*_spec.lua"] = {
  read_globals = {
    "describe", "context", "it", "test", "pending", "before_each", "after_each", "spec",
    assert = { other_fields = true },
  },
}
