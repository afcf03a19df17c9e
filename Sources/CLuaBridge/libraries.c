/// Libraries of Lua, and those of their functions that must be ours for the limits to hold.
#include "bridge.h"

/// Moves `arguments` values to the coroutine and resumes it, telling the watchdog who runs.
/// Answers the number of results, or -1 with the error value on top.
static int resume(lua_State *lua, lua_State *coroutine, int arguments) {
  hcl_bridge *bridge = bridge_of(lua);
  int results = 0;
  hcl_check_stop(lua);
  if (!lua_checkstack(coroutine, arguments)) {
    lua_pushliteral(lua, "too many arguments to resume");
    return -1;
  }
  lua_xmove(lua, coroutine, arguments);
  bridge->current = coroutine;
  int status = lua_resume(coroutine, lua, arguments, &results);
  bridge->current = lua;
  hcl_check_stop(lua);  // the caller may have no hook of its own
  bool failed = status != LUA_OK && status != LUA_YIELD;
  if (!failed && !lua_checkstack(lua, results + 1)) {
    lua_pop(coroutine, results);
    lua_pushliteral(lua, "too many results to resume");
    return -1;
  }
  lua_xmove(coroutine, lua, failed ? 1 : results);
  return failed ? -1 : results;
}

static lua_State *check_coroutine(lua_State *lua) {
  lua_State *coroutine = lua_tothread(lua, 1);
  luaL_argexpected(lua, coroutine, 1, "coroutine");
  return coroutine;
}

static int coroutine_resume(lua_State *lua) {
  lua_State *coroutine = check_coroutine(lua);
  int results = resume(lua, coroutine, lua_gettop(lua) - 1);
  lua_pushboolean(lua, results >= 0);
  if (results < 0) results = 1;
  lua_insert(lua, -results - 1);
  return results + 1;
}

/// Closes a coroutine that is not running; its pending __close functions run in it.
static int close_coroutine(lua_State *lua, lua_State *coroutine) {
  hcl_bridge *bridge = bridge_of(lua);
  bridge->current = coroutine;
#if LUA_VERSION_RELEASE_NUM >= 50406
  int status = lua_closethread(coroutine, lua);
#else
  int status = lua_resetthread(coroutine);
#endif
  bridge->current = lua;
  hcl_check_stop(lua);
  return status;
}

static int wrapped(lua_State *lua) {
  lua_State *coroutine = lua_tothread(lua, lua_upvalueindex(1));
  int results = resume(lua, coroutine, lua_gettop(lua));
  if (results >= 0) return results;
  int status = lua_status(coroutine);
  if (status != LUA_OK && status != LUA_YIELD) close_coroutine(lua, coroutine);
  return lua_error(lua);
}

static int coroutine_wrap(lua_State *lua) {
  luaL_checktype(lua, 1, LUA_TFUNCTION);
  lua_State *coroutine = lua_newthread(lua);
  lua_pushvalue(lua, 1);
  lua_xmove(lua, coroutine, 1);
  lua_pushcclosure(lua, wrapped, 1);
  return 1;
}

static int coroutine_close(lua_State *lua) {
  lua_State *coroutine = check_coroutine(lua);
  lua_Debug frame;
  bool suspended = lua_status(coroutine) == LUA_YIELD;
  if (coroutine == lua || (!suspended && lua_getstack(coroutine, 0, &frame)))
    return luaL_error(lua, "cannot close a running coroutine");
  if (close_coroutine(lua, coroutine) == LUA_OK) {
    lua_pushboolean(lua, true);
    return 1;
  }
  lua_pushboolean(lua, false);
  lua_xmove(coroutine, lua, 1);
  return 2;
}

/// The script's message handler, skipped once the call must stop: it would run without hooks.
static int handle(lua_State *lua) {
  if (atomic_load(&bridge_of(lua)->request) >= HCL_TIME_LIMIT) return 1;
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, 1);
  return 1;
}

static int finish_xpcall(lua_State *lua, int status, lua_KContext skipped) {
  if (status == LUA_OK || status == LUA_YIELD) return lua_gettop(lua) - (int)skipped;
  lua_pushboolean(lua, false);
  lua_pushvalue(lua, -2);
  return 2;
}

static int guarded_xpcall(lua_State *lua) {
  int arguments = lua_gettop(lua) - 2;
  luaL_checktype(lua, 2, LUA_TFUNCTION);
  lua_pushvalue(lua, 2);
  lua_pushcclosure(lua, handle, 1);
  lua_replace(lua, 2);
  lua_pushboolean(lua, true);
  lua_pushvalue(lua, 1);
  lua_rotate(lua, 3, 2);  // function, handler, true, function, arguments
  return finish_xpcall(
      lua, lua_pcallk(lua, arguments, LUA_MULTRET, 2, 2, finish_xpcall), 2);
}

int hcl_load_libraries(lua_State *lua) {
  static const luaL_Reg harmless[] = {
      {LUA_GNAME, luaopen_base},       {LUA_COLIBNAME, luaopen_coroutine},
      {LUA_TABLIBNAME, luaopen_table}, {LUA_STRLIBNAME, luaopen_string},
      {LUA_MATHLIBNAME, luaopen_math}, {LUA_UTF8LIBNAME, luaopen_utf8},
      {NULL, NULL}};
  static const luaL_Reg ours[] = {{"resume", coroutine_resume},
                                  {"wrap", coroutine_wrap},
                                  {"close", coroutine_close},
                                  {NULL, NULL}};
  if (lua_toboolean(lua, 1)) luaL_openlibs(lua);
  for (const luaL_Reg *library = harmless; library->name; library++) {
    luaL_requiref(lua, library->name, library->func, 1);
    lua_pop(lua, 1);
  }
  lua_getglobal(lua, LUA_COLIBNAME);
  luaL_setfuncs(lua, ours, 0);
  lua_pushcfunction(lua, guarded_xpcall);
  lua_setglobal(lua, "xpcall");
  return 0;
}
