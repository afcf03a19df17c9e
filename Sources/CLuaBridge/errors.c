/// Where an error happened, what it says, and the stack at that moment.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge.h"

/// The innermost frame with a line, from `level` outwards.
static bool find_place(lua_State *lua, int level, lua_Debug *frame) {
  for (; lua_getstack(lua, level, frame); level++)
    if (lua_getinfo(lua, "Sl", frame) && frame->currentline > 0) return true;
  return false;
}

/// The whole chunk name, where `short_src` would cut a long path.
static const char *file_of(const lua_Debug *frame) {
  return frame->source[0] == '@' ? frame->source + 1 : frame->short_src;
}

const char *hcl_where(lua_State *lua) { return hcl_place(lua, 1); }

const char *hcl_place(lua_State *lua, int level) {
  hcl_bridge *bridge = bridge_of(lua);
  lua_Debug frame;
  if (!find_place(lua, level, &frame)) return "";
  snprintf(bridge->place, PLACE_SIZE, "%s:%d: ", file_of(&frame), frame.currentline);
  return bridge->place;
}

/// Replaces an error value that is no string by one: its __tostring, its field `message`, its type.
static void describe(lua_State *lua) {
  if (lua_type(lua, 1) == LUA_TSTRING) return;
  if (luaL_getmetafield(lua, 1, "__tostring") != LUA_TNIL || lua_isnumber(lua, 1)) {
    luaL_tolstring(lua, 1, NULL);
  } else {
    if (lua_istable(lua, 1)) {
      lua_pushliteral(lua, "message");
      lua_rawget(lua, 1);
    }
    if (lua_type(lua, -1) != LUA_TSTRING || lua_gettop(lua) == 1)
      lua_pushfstring(lua, "(error object is a %s value)", luaL_typename(lua, 1));
  }
  lua_replace(lua, 1);
  lua_settop(lua, 1);
}

void hcl_note_place(lua_State *lua, int level) {
  hcl_bridge *bridge = bridge_of(lua);
  lua_Debug frame;
  bridge->line = 0;
  if (!find_place(lua, level, &frame)) return;
  snprintf(bridge->source, PLACE_SIZE, "%s", file_of(&frame));
  bridge->line = frame.currentline;
}

int hcl_on_error(lua_State *lua) {
  hcl_bridge *bridge = bridge_of(lua);
  describe(lua);
  hcl_note_place(lua, 1);
  luaL_traceback(lua, lua, NULL, 1);
  free(bridge->traceback);
  bridge->traceback = strdup(lua_tostring(lua, -1));
  lua_settop(lua, 1);
  return 1;
}

const char *hcl_error_source(hcl_bridge *bridge) { return bridge->source; }
int hcl_error_line(hcl_bridge *bridge) { return bridge->line; }
hcl_stop hcl_stopped(hcl_bridge *bridge) { return bridge->stopped; }
const char *hcl_traceback(hcl_bridge *bridge) {
  return bridge->traceback ? bridge->traceback : "";
}
