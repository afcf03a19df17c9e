/// What Swift needs to run Lua 5.4 so that no longjmp ever crosses a Swift frame.
///
/// The rule: Swift never calls a function of Lua that can raise. Whatever can raise is called here,
/// in a lua_CFunction under lua_pcall, and answers with a status; and a Swift closure that fails
/// leaves its error value on the stack and returns -1, so that lua_error is called by C only after
/// the Swift frame is gone.
#pragma once

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// One Lua state with its limits. Outlives the state while anyone retains it.
typedef struct hcl_bridge hcl_bridge;

/// A Swift closure: answers the number of results pushed, HCL_RAISE or HCL_NO_MEMORY.
typedef int (*hcl_native)(void *context, lua_State *lua);
/// Gives back one retained Swift object.
typedef void (*hcl_release)(void *object);
/// Says that a call runs long: where it is, and for how many seconds. Called on Lua's thread.
typedef void (*hcl_warn)(void *host, const char *source, int line, double seconds);
/// Called on the watchdog's thread just before the process ends.
typedef void (*hcl_last_resort)(void *host);

enum {
  HCL_RAISE = -1,      // the error value is on top of the stack
  HCL_NO_MEMORY = -2,  // not even the message could be allocated
};

/// Why a call was stopped from outside.
typedef enum { HCL_RUNNING = 0, HCL_WARN = 1, HCL_TIME_LIMIT = 2, HCL_INTERRUPTED = 3 } hcl_stop;

typedef struct {
  size_t memory;        // bytes Lua may hold, 0 for no limit
  double time;          // seconds an outermost call may take, 0 for no limit
  double warn;          // seconds after which a call is warned of, 0 for never
  double grace;         // seconds past the limit until the process is ended
  void *_Nullable host; // handed to the three functions below
  hcl_release _Nullable release_host;
  hcl_warn _Nullable on_warn;
  hcl_last_resort _Nullable on_last_resort;
} hcl_limits;

// State

/// A new state, or NULL without memory. `release` frees objects and closures handed over later.
hcl_bridge *_Nullable hcl_open(const hcl_limits *limits, hcl_release release);
/// Closes the Lua state: every object handed to it is released.
void hcl_close(hcl_bridge *bridge);
void hcl_retain(hcl_bridge *bridge);
void hcl_forget(hcl_bridge *bridge);
/// The coroutine that runs now, or the main one.
lua_State *hcl_current(hcl_bridge *bridge);
/// Bytes held by Lua itself, and bytes said to hang on its objects.
size_t hcl_memory(hcl_bridge *bridge);
size_t hcl_external(hcl_bridge *bridge);
/// Loads the libraries into the global table: all of them, or the harmless ones.
int hcl_open_libraries(lua_State *lua, bool all);
/// Asks the call in progress to stop; async-signal-safe, a no-op when none is in progress.
void hcl_interrupt(hcl_bridge *bridge);
/// Stops every call, now or later, that runs for so many seconds more; async-signal-safe.
void hcl_hurry(hcl_bridge *bridge, int seconds);

// Calls

/// Calls the function below its `arguments` on the stack, with limits and a traceback.
int hcl_call(lua_State *lua, int arguments, int results);
/// Why the last call was stopped, and the place where it was.
hcl_stop hcl_stopped(hcl_bridge *bridge);
/// Place ("file:12") and traceback of the last error.
const char *hcl_error_source(hcl_bridge *bridge);
int hcl_error_line(hcl_bridge *bridge);
const char *hcl_traceback(hcl_bridge *bridge);
/// "file:12: " of the innermost Lua function that is running, or "".
const char *hcl_where(lua_State *lua);

// Values. Each answers a status; on failure the error value is on top instead of the result.

int hcl_push_string(lua_State *lua, const char *bytes, size_t count);
int hcl_push_table(lua_State *lua, int array, int fields);
/// Takes over `context` only on success.
int hcl_push_closure(lua_State *lua, hcl_native body, void *context);
/// The function that every class must have as __gc, and may have as __close.
void hcl_push_closer(lua_State *lua);
/// Pops the metatable, pushes a userdata that owns `object`; takes it over only on success.
int hcl_push_object(lua_State *lua, void *object, size_t bytes);
/// The owned object of a userdata made here; NULL for any other value and after it was closed.
void *_Nullable hcl_object(lua_State *lua, int index);
/// Whether the value is a userdata made here, closed or not.
bool hcl_is_object(lua_State *lua, int index);
/// table, key → value; table, key, value → nothing. Raw: no metamethod runs.
int hcl_raw_get(lua_State *lua);
int hcl_raw_set(lua_State *lua);
/// table, key → value; honours metamethods, hence a call with limits.
int hcl_get(lua_State *lua);
/// value → its text, as tostring gives it; a call with limits.
int hcl_text(lua_State *lua);
/// value → nothing; `reference` keeps it alive.
int hcl_reference(lua_State *lua, int *reference);
void hcl_push_reference(lua_State *lua, int reference);
void hcl_free_reference(lua_State *lua, int reference);
/// methods, getters, integer index or nil, missing → the __index function of a class.
int hcl_push_class_index(lua_State *lua);
/// A full collection.
int hcl_collect(lua_State *lua);

// Macros of Lua that Swift cannot import

static inline void hcl_pop(lua_State *lua, int count) { lua_settop(lua, -count - 1); }
static inline void hcl_insert(lua_State *lua, int index) { lua_rotate(lua, index, 1); }
static inline double hcl_to_number(lua_State *lua, int index) {
  return lua_tonumberx(lua, index, NULL);
}
static inline void hcl_push_globals(lua_State *lua) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

#pragma clang assume_nonnull end
