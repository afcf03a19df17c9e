/// The state and the protected calls.
#include "bridge.h"

#include <stdlib.h>
#include <string.h>

hcl_bridge *hcl_open(const hcl_limits *limits, hcl_release release) {
  hcl_bridge *bridge = calloc(1, sizeof *bridge);
  if (!bridge) return NULL;
  bridge->limits = *limits;
  bridge->release = release;
  bridge->owners = 1;
  bridge->main = bridge->current = lua_newstate(hcl_allocate, bridge);
  if (bridge->main) *(hcl_bridge **)lua_getextraspace(bridge->main) = bridge;
  if (bridge->main && hcl_watch(bridge)) return bridge;
  if (bridge->main) lua_close(bridge->main);
  free(bridge);
  return NULL;
}

void hcl_close(hcl_bridge *bridge) {
  hcl_unwatch(bridge);
  bridge->limits.memory = 0;  // closing must not fail
  lua_close(bridge->main);
  bridge->main = bridge->current = NULL;
  if (bridge->limits.release_host) bridge->limits.release_host(bridge->limits.host);
  hcl_forget(bridge);
}

void hcl_retain(hcl_bridge *bridge) { atomic_fetch_add(&bridge->owners, 1); }

void hcl_forget(hcl_bridge *bridge) {
  if (atomic_fetch_sub(&bridge->owners, 1) > 1) return;
  free(bridge->traceback);
  free(bridge);
}

lua_State *hcl_current(hcl_bridge *bridge) { return bridge->current; }
size_t hcl_memory(hcl_bridge *bridge) { return bridge->used; }
size_t hcl_external(hcl_bridge *bridge) { return bridge->external; }

int hcl_call(lua_State *lua, int arguments, int results) {
  hcl_bridge *bridge = bridge_of(lua);
  if (bridge->depth++ == 0) hcl_begin(bridge);
  int native = atomic_load_explicit(&bridge->native, memory_order_relaxed);
  atomic_store_explicit(&bridge->native, 0, memory_order_relaxed);
  int handler = lua_gettop(lua) - arguments;
  lua_pushcfunction(lua, hcl_on_error);
  lua_insert(lua, handler);
  int status = lua_pcall(lua, arguments, results, handler);
  lua_remove(lua, handler);
  atomic_store_explicit(&bridge->native, native, memory_order_relaxed);
  if (status != LUA_OK) bridge->stopped = atomic_load(&bridge->request);
  if (--bridge->depth == 0) hcl_end(bridge);
  return status;
}

/// Runs `body` on the `arguments` values on top of the stack, protected.
static int protect(lua_State *lua, lua_CFunction body, int arguments, int results) {
  lua_pushcfunction(lua, body);
  lua_insert(lua, -arguments - 1);
  return lua_pcall(lua, arguments, results, 0);
}

int hcl_open_libraries(lua_State *lua, bool all) {
  lua_pushboolean(lua, all);
  return protect(lua, hcl_load_libraries, 1, 0);
}

typedef struct {
  const char *bytes;
  size_t count;
} text_t;

static int make_string(lua_State *lua) {
  text_t *text = lua_touserdata(lua, 1);
  lua_pushlstring(lua, text->bytes, text->count);
  return 1;
}

int hcl_push_string(lua_State *lua, const char *bytes, size_t count) {
  text_t text = {bytes, count};
  lua_pushlightuserdata(lua, &text);
  return protect(lua, make_string, 1, 1);
}

static int make_table(lua_State *lua) {
  lua_createtable(lua, (int)lua_tointeger(lua, 1), (int)lua_tointeger(lua, 2));
  return 1;
}

int hcl_push_table(lua_State *lua, int array, int fields) {
  lua_pushinteger(lua, array);
  lua_pushinteger(lua, fields);
  return protect(lua, make_table, 2, 1);
}

static int raw_get(lua_State *lua) {
  lua_rawget(lua, 1);
  return 1;
}

static int raw_set(lua_State *lua) {
  lua_rawset(lua, 1);
  return 0;
}

static int get(lua_State *lua) {
  lua_gettable(lua, 1);
  return 1;
}

static int text(lua_State *lua) {
  luaL_tolstring(lua, 1, NULL);
  return 1;
}

/// Like `protect`, for what may run a script's metamethods: with limits and a traceback.
static int protect_call(lua_State *lua, lua_CFunction body, int arguments, int results) {
  lua_pushcfunction(lua, body);
  lua_insert(lua, -arguments - 1);
  return hcl_call(lua, arguments, results);
}

static int collect(lua_State *lua) {
  lua_gc(lua, LUA_GCCOLLECT);
  return 0;
}

int hcl_raw_get(lua_State *lua) { return protect(lua, raw_get, 2, 1); }
int hcl_raw_set(lua_State *lua) { return protect(lua, raw_set, 3, 0); }
int hcl_get(lua_State *lua) { return protect_call(lua, get, 2, 1); }
int hcl_text(lua_State *lua) { return protect_call(lua, text, 1, 1); }
int hcl_collect(lua_State *lua) { return protect(lua, collect, 0, 0); }

static int make_reference(lua_State *lua) {
  int *reference = lua_touserdata(lua, 1);
  *reference = luaL_ref(lua, LUA_REGISTRYINDEX);
  return 0;
}

int hcl_reference(lua_State *lua, int *reference) {
  lua_pushlightuserdata(lua, reference);
  lua_insert(lua, -2);
  return protect(lua, make_reference, 2, 0);
}

void hcl_push_reference(lua_State *lua, int reference) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, reference);
}

void hcl_free_reference(lua_State *lua, int reference) {
  if (lua_checkstack(lua, 4)) luaL_unref(lua, LUA_REGISTRYINDEX, reference);
}
