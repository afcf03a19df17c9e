/// Swift closures and Swift objects as Lua values.
#include "bridge.h"

typedef struct {
  hcl_native body;
  void *context;  // NULL until owned
} closure_t;

/// `kind` is the address below: no other userdata of this size begins with it.
typedef struct {
  const void *kind;
  void *object;  // NULL once closed or collected
  size_t bytes;
} object_t;

static const char object_kind = 0;
static const char closure_metatable = 0;

static int trampoline(lua_State *lua) {
  closure_t *closure = lua_touserdata(lua, lua_upvalueindex(1));
  if (!closure->context) return luaL_error(lua, "this function belongs to a closed state");
  atomic_int *native = &bridge_of(lua)->native;
  int depth = atomic_load_explicit(native, memory_order_relaxed);
  atomic_store_explicit(native, depth + 1, memory_order_relaxed);
  int results = closure->body(closure->context, lua);
  atomic_store_explicit(native, depth, memory_order_relaxed);
  if (results >= 0) return results;
  return results == HCL_RAISE ? lua_error(lua) : luaL_error(lua, "not enough memory");
}

static int collect_closure(lua_State *lua) {
  closure_t *closure = lua_touserdata(lua, 1);
  void *context = closure->context;
  closure->context = NULL;
  if (context) bridge_of(lua)->release(context);
  return 0;
}

static int make_closure(lua_State *lua) {
  closure_t *given = lua_touserdata(lua, 1);
  closure_t *closure = lua_newuserdatauv(lua, sizeof *closure, 0);
  closure->context = NULL;
  if (lua_rawgetp(lua, LUA_REGISTRYINDEX, &closure_metatable) == LUA_TNIL) {
    lua_pop(lua, 1);
    lua_createtable(lua, 0, 1);
    lua_pushcfunction(lua, collect_closure);
    lua_setfield(lua, -2, "__gc");
    lua_pushvalue(lua, -1);
    lua_rawsetp(lua, LUA_REGISTRYINDEX, &closure_metatable);
  }
  lua_setmetatable(lua, -2);
  lua_pushvalue(lua, -1);
  lua_pushcclosure(lua, trampoline, 1);
  *closure = *given;  // ownership moves last: nothing after this can fail
  return 1;
}

int hcl_push_closure(lua_State *lua, hcl_native body, void *context) {
  closure_t closure = {body, context};
  lua_pushcfunction(lua, make_closure);
  lua_pushlightuserdata(lua, &closure);
  return lua_pcall(lua, 1, 1, 0);
}

static object_t *object_at(lua_State *lua, int index) {
  if (lua_type(lua, index) != LUA_TUSERDATA || lua_rawlen(lua, index) != sizeof(object_t))
    return NULL;
  object_t *object = lua_touserdata(lua, index);
  return object->kind == &object_kind ? object : NULL;
}

void *hcl_object(lua_State *lua, int index) {
  object_t *object = object_at(lua, index);
  return object ? object->object : NULL;
}

bool hcl_is_object(lua_State *lua, int index) { return object_at(lua, index) != NULL; }

static int close_object(lua_State *lua) {
  object_t *object = object_at(lua, 1);
  if (!object || !object->object) return 0;
  void *owned = object->object;
  hcl_bridge *bridge = bridge_of(lua);
  bridge->external -= object->bytes;
  object->object = NULL;
  bridge->release(owned);
  return 0;
}

void hcl_push_closer(lua_State *lua) { lua_pushcfunction(lua, close_object); }

static int make_object(lua_State *lua) {
  object_t *given = lua_touserdata(lua, 2);
  object_t *object = lua_newuserdatauv(lua, sizeof *object, 0);
  *object = (object_t){&object_kind, NULL, 0};
  lua_pushvalue(lua, 1);
  lua_setmetatable(lua, -2);
  *object = *given;
  bridge_of(lua)->external += given->bytes;
  return 1;
}

int hcl_push_object(lua_State *lua, void *owned, size_t bytes) {
  object_t object = {&object_kind, owned, bytes};
  lua_pushcfunction(lua, make_object);
  lua_insert(lua, -2);
  lua_pushlightuserdata(lua, &object);
  return lua_pcall(lua, 2, 1, 0);
}

/// Methods first, then properties, then an integer index, then the error that names the nearest.
static int class_index(lua_State *lua) {
  if (lua_type(lua, 2) == LUA_TSTRING) {
    lua_pushvalue(lua, 2);
    if (lua_rawget(lua, lua_upvalueindex(1)) != LUA_TNIL) return 1;
    lua_pushvalue(lua, 2);
    if (lua_rawget(lua, lua_upvalueindex(2)) != LUA_TNIL) {
      lua_pushvalue(lua, 1);
      lua_call(lua, 1, 1);
      return 1;
    }
  }
  bool number = lua_type(lua, 2) == LUA_TNUMBER && !lua_isnil(lua, lua_upvalueindex(3));
  lua_pushvalue(lua, lua_upvalueindex(number ? 3 : 4));
  lua_pushvalue(lua, 1);
  lua_pushvalue(lua, 2);
  lua_call(lua, 2, 1);
  return 1;
}

static int make_class_index(lua_State *lua) {
  lua_pushcclosure(lua, class_index, 4);
  return 1;
}

int hcl_push_class_index(lua_State *lua) {
  lua_pushcfunction(lua, make_class_index);
  lua_insert(lua, -5);
  return lua_pcall(lua, 4, 1, 0);
}
