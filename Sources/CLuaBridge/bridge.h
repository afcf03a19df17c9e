/// The insides shared by the files of this room.
#pragma once

#include <pthread.h>
#include <stdatomic.h>

#include "CLuaBridge.h"

enum { PLACE_SIZE = 512 };

struct hcl_bridge {
  lua_State *main;
  lua_State *volatile current;  // the coroutine that runs, for the signal handler
  hcl_limits limits;
  hcl_release release;
  size_t used, external;
  size_t refused;                // the request that was refused last, until it comes again
  bool short_of_memory;          // a request beyond the limit was granted: the hook sees to it
  atomic_int owners;

  int depth;                     // calls of Swift into Lua in progress
  struct hcl_bridge *outer;      // the state whose call this thread was in before
  hcl_stop stopped;              // why the call that just ended was stopped
  char *traceback;               // of the last error, from malloc
  char place[PLACE_SIZE];        // scratch of hcl_where
  char source[PLACE_SIZE];       // file of the last error
  int line;

  // Shared with the watchdog: an odd epoch means that a call is in progress on `thread`.
  atomic_ulong epoch, interrupted_epoch;
  atomic_int native;             // Swift closures are in progress: not stuck inside Lua
  atomic_int request;            // hcl_stop: what the hook shall do
  atomic_int patience;           // seconds that a call may take since someone hurried; 0 before
  atomic_bool signalling;
  pthread_t thread;
  struct hcl_bridge *next;       // the watchdog's list
  unsigned long seen;
  double since, asked, hurried;
  bool warned;
};

static inline hcl_bridge *bridge_of(lua_State *lua) {
  return *(hcl_bridge **)lua_getextraspace(lua);
}

// watch.c: the outermost call begins and ends; a state joins and leaves the watchdog's list.
void hcl_begin(hcl_bridge *bridge);
void hcl_end(hcl_bridge *bridge);
bool hcl_watch(hcl_bridge *bridge);
void hcl_unwatch(hcl_bridge *bridge);
/// Raises the error of a call that must stop, if one must.
void hcl_check_stop(lua_State *lua);

/// Arms the hook wherever Lua goes on.
void hcl_arm(hcl_bridge *bridge);

// memory.c: lua_Alloc within the limit; a collection, or the memory error, for a call beyond it.
void *hcl_allocate(void *user, void *block, size_t old, size_t size);
void hcl_relieve(lua_State *lua);

// errors.c: the message handler of every call from Swift.
int hcl_on_error(lua_State *lua);
/// "file:12: " of the innermost Lua function from `level` outwards, or "".
const char *hcl_place(lua_State *lua, int level);

/// Notes that place as the last error's.
void hcl_note_place(lua_State *lua, int level);

// libraries.c
int hcl_load_libraries(lua_State *lua);
