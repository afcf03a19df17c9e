/// The counting allocator, and the place where memory ran out.
///
/// Lua raises its memory error without the message handler, which would note the place. So the place
/// is noted here, where the frames can be read: not while a stack grows, since its pointers are on
/// their way then. A request larger than any stack is noted and refused; a smaller one beyond the
/// limit is granted, and at the next instruction, if no collection helps, a larger one follows.
#include <stdio.h>
#include <stdlib.h>

#include "bridge.h"

enum {
  LARGEST_STACK = (LUAI_MAXSTACK + 1000) * 16,
  TRACE_SIZE = 4096,
  TRACE_LEVELS = 22,
};

/// Lua's stack as luaL_traceback writes it, which would itself ask for memory.
static void trace(lua_State *lua, char *text) {
  size_t used = (size_t)snprintf(text, TRACE_SIZE, "stack traceback:");
  lua_Debug frame;
  for (int level = 0; level < TRACE_LEVELS && lua_getstack(lua, level, &frame); level++) {
    char place[PLACE_SIZE] = "[C]", name[PLACE_SIZE] = "?";
    lua_getinfo(lua, "Sln", &frame);
    if (frame.currentline > 0)
      snprintf(place, sizeof place, "%s:%d", frame.short_src, frame.currentline);
    if (*frame.namewhat)
      snprintf(name, sizeof name, "%s '%s'", frame.namewhat, frame.name);
    else if (*frame.what == 'm')
      snprintf(name, sizeof name, "main chunk");
    else if (*frame.what != 'C')
      snprintf(name, sizeof name, "function <%s:%d>", frame.short_src, frame.linedefined);
    used += (size_t)snprintf(text + used, TRACE_SIZE - used, "\n\t%s: in %s", place, name);
    if (used >= TRACE_SIZE) return;
  }
}

static void note_place(hcl_bridge *bridge) {
  hcl_note_place(bridge->current, 0);
  char *room = realloc(bridge->traceback, TRACE_SIZE);
  if (!room) return;
  bridge->traceback = room;
  trace(bridge->current, room);
}

/// Whether a request beyond the limit is met all the same, once the full collection that Lua runs
/// when it is first refused has not helped.
static bool grants(hcl_bridge *bridge, size_t growth, size_t size) {
  if (size >= LARGEST_STACK) {
    if (bridge->current) note_place(bridge);
    return false;
  }
  bool collected = bridge->refused == size;
  bridge->refused = collected ? 0 : size;
  if (!collected || bridge->used + growth > bridge->limits.memory + LARGEST_STACK) return false;
  bridge->short_of_memory = true;
  hcl_arm(bridge);
  return true;
}

void *hcl_allocate(void *user, void *block, size_t old, size_t size) {
  hcl_bridge *bridge = user;
  if (!block) old = 0;  // then `old` is a type, not a size
  if (size == 0) {
    free(block);
    bridge->used -= old;
    return NULL;
  }
  size_t limit = bridge->limits.memory;
  if (limit && size > old && bridge->used - old + size > limit && !grants(bridge, size - old, size))
    return NULL;
  void *moved = realloc(block, size);
  if (moved) bridge->used += size - old;
  return moved;
}

void hcl_relieve(lua_State *lua) {
  hcl_bridge *bridge = bridge_of(lua);
  bridge->short_of_memory = false;
  lua_gc(lua, LUA_GCCOLLECT);  // unlike the allocator's, this one shrinks stacks and runs finalizers
  if (bridge->used <= bridge->limits.memory) return;
  lua_newuserdatauv(lua, bridge->limits.memory + LARGEST_STACK, 0);
}
