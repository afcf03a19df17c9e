/// The watchdog: notices calls that run long, and stops them without costing the short ones.
///
/// An armed count hook doubles Lua's time, so none is armed while all is well. A call only bumps an
/// epoch; one thread looks at the epochs ten times a second and, when something must happen, sends
/// a signal to the thread that runs Lua, whose handler arms the hook (as the stock interpreter does
/// on Ctrl-C: arming it from another thread would be a data race).
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "bridge.h"

/// Ignored by default, so that a stray one does no harm.
enum { WAKE = SIGURG, POLL_NANOSECONDS = 100000000 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static hcl_bridge *watched;  // under the lock
static bool patrolling;      // under the lock
static _Thread_local hcl_bridge *innermost;  // the state whose call this thread is in

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

// On Lua's thread

static void on_count(lua_State *lua, lua_Debug *frame);

/// A hook belongs to one coroutine.
void hcl_arm(hcl_bridge *bridge) {
  lua_sethook(bridge->main, on_count, LUA_MASKCOUNT, 1);
  lua_sethook(bridge->current, on_count, LUA_MASKCOUNT, 1);
}

static void on_wake(int number) {
  (void)number;
  int saved = errno;
  for (hcl_bridge *bridge = innermost; bridge; bridge = bridge->outer)
    if (atomic_load(&bridge->request) != HCL_RUNNING) hcl_arm(bridge);
  errno = saved;
}

/// The hook stays armed at every instruction, so that a script's pcall cannot swallow the stop.
static void stop(lua_State *lua, hcl_stop why) {
  hcl_arm(bridge_of(lua));
  const char *reason = why == HCL_INTERRUPTED ? "interrupted" : "the time limit is reached";
  lua_pushfstring(lua, "%s%s", hcl_place(lua, 0), reason);
  lua_error(lua);
}

static void on_count(lua_State *lua, lua_Debug *frame) {
  hcl_bridge *bridge = bridge_of(lua);
  hcl_stop why = atomic_load(&bridge->request);
  if (why >= HCL_TIME_LIMIT) stop(lua, why);
  if (bridge->short_of_memory) hcl_relieve(lua);
  lua_sethook(lua, NULL, 0, 0);  // nothing asked for, or a mere warning
  int expected = HCL_WARN;
  if (!atomic_compare_exchange_strong(&bridge->request, &expected, HCL_RUNNING)) return;
  lua_getinfo(lua, "Sl", frame);
  if (bridge->limits.on_warn)
    bridge->limits.on_warn(
        bridge->limits.host, frame->short_src, frame->currentline, now() - bridge->since);
}

void hcl_check_stop(lua_State *lua) {
  hcl_stop why = atomic_load(&bridge_of(lua)->request);
  if (why >= HCL_TIME_LIMIT) stop(lua, why);
}

/// Worker threads of a dispatch queue block every signal; once a thread, let ours in.
static void admit_wake(void) {
  static _Thread_local bool admitted;
  if (admitted) return;
  sigset_t wake;
  sigemptyset(&wake);
  sigaddset(&wake, WAKE);
  admitted = pthread_sigmask(SIG_UNBLOCK, &wake, NULL) == 0;
}

void hcl_begin(hcl_bridge *bridge) {
  admit_wake();
  bridge->thread = pthread_self();
  bridge->stopped = HCL_RUNNING;
  bridge->line = 0;
  if (bridge->traceback) *bridge->traceback = 0;
  bridge->outer = innermost;
  innermost = bridge;
  atomic_fetch_add(&bridge->epoch, 1);
}

void hcl_end(hcl_bridge *bridge) {
  atomic_fetch_add(&bridge->epoch, 1);
  if (atomic_load(&bridge->signalling)) {  // wait until the watchdog has let go of this thread
    pthread_mutex_lock(&lock);
    pthread_mutex_unlock(&lock);
  }
  if (atomic_load(&bridge->request) != HCL_RUNNING) {
    atomic_store(&bridge->request, HCL_RUNNING);
    lua_sethook(bridge->main, NULL, 0, 0);
  }
  innermost = bridge->outer;
}

// On the watchdog's thread, under the lock

/// Hands a request to the call of this epoch, unless it has just ended.
static void ask(hcl_bridge *bridge, unsigned long epoch, hcl_stop what) {
  atomic_store(&bridge->signalling, true);
  if (atomic_load(&bridge->epoch) == epoch) {
    atomic_store(&bridge->request, what);
    pthread_kill(bridge->thread, WAKE);
  }
  atomic_store(&bridge->signalling, false);
}

/// Past limit and grace outside any Swift closure: a C function of Lua never returns.
static void end_process_if_stuck(hcl_bridge *bridge, double time) {
  if (!bridge->asked) bridge->asked = time;
  if (time - bridge->asked < bridge->limits.grace || atomic_load(&bridge->native)) return;
  if (bridge->limits.on_last_resort) bridge->limits.on_last_resort(bridge->limits.host);
  _exit(3);
}

/// Whether the call shall stop at once, or has used up the time that it had when someone hurried.
static bool is_interrupted(hcl_bridge *bridge, unsigned long epoch, double time) {
  if (atomic_load(&bridge->interrupted_epoch) == epoch) return true;
  if (!bridge->hurried) return false;
  double since = bridge->since > bridge->hurried ? bridge->since : bridge->hurried;
  return time - since >= atomic_load(&bridge->patience);
}

static void look_at(hcl_bridge *bridge, double time) {
  unsigned long epoch = atomic_load(&bridge->epoch);
  if (epoch != bridge->seen) {
    bridge->seen = epoch;
    bridge->since = time;
    bridge->asked = 0;
    bridge->warned = false;
  }
  if (!bridge->hurried && atomic_load(&bridge->patience)) bridge->hurried = time;
  if (epoch % 2 == 0) return;
  double spent = time - bridge->since;
  if (is_interrupted(bridge, epoch, time)) {
    ask(bridge, epoch, HCL_INTERRUPTED);
  } else if (bridge->limits.time > 0 && spent >= bridge->limits.time) {
    ask(bridge, epoch, HCL_TIME_LIMIT);
    end_process_if_stuck(bridge, time);
  } else if (bridge->limits.warn > 0 && spent >= bridge->limits.warn && !bridge->warned) {
    bridge->warned = true;
    ask(bridge, epoch, HCL_WARN);
  }
}

static void *patrol(void *unused) {
  const struct timespec pause = {.tv_nsec = POLL_NANOSECONDS};
  for (;;) {
    nanosleep(&pause, NULL);
    pthread_mutex_lock(&lock);
    double time = now();
    for (hcl_bridge *bridge = watched; bridge; bridge = bridge->next) look_at(bridge, time);
    patrolling = watched != NULL;
    pthread_mutex_unlock(&lock);
    if (!patrolling) return unused;
  }
}

/// Starts the thread with every signal blocked: signals are for the program's own threads.
static bool start_patrol(void) {
  struct sigaction action = {.sa_handler = on_wake, .sa_flags = SA_RESTART};
  sigset_t all, before;
  pthread_t thread;
  sigemptyset(&action.sa_mask);
  sigaction(WAKE, &action, NULL);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool started = pthread_create(&thread, NULL, patrol, NULL) == 0;
  if (started) pthread_detach(thread);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return started;
}

bool hcl_watch(hcl_bridge *bridge) {
  pthread_mutex_lock(&lock);
  if (!patrolling) patrolling = start_patrol();
  bool watching = patrolling;
  if (watching) {
    bridge->next = watched;
    watched = bridge;
  }
  pthread_mutex_unlock(&lock);
  return watching;
}

void hcl_unwatch(hcl_bridge *bridge) {
  pthread_mutex_lock(&lock);
  hcl_bridge **link = &watched;
  while (*link && *link != bridge) link = &(*link)->next;
  if (*link) *link = bridge->next;
  pthread_mutex_unlock(&lock);
}

// From anywhere, signal handlers included

void hcl_interrupt(hcl_bridge *bridge) {
  unsigned long epoch = atomic_load(&bridge->epoch);
  if (epoch % 2 == 1) atomic_store(&bridge->interrupted_epoch, epoch);
}

void hcl_hurry(hcl_bridge *bridge, int seconds) { atomic_store(&bridge->patience, seconds); }
