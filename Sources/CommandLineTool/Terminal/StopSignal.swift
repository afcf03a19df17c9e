import Experiments
import Foundation
import LuaRuntime
import Synchronization

/// The request that Ctrl-C and `kill` raise; read at every step of a student and after every
/// epoch of a teacher.
let stopRequest = Interruption()

/// What stops a Lua hook that is running.
private let luaInterrupter = Mutex<LuaInterrupter?>(nil)

/// Asks the run to end its step or its teacher's epoch, write a checkpoint and stop; a second signal
/// ends the process at once. A hook that holds the step up for some seconds is ended, and the step is
/// lost.
private func requestStop(_ signal: Int32) {
  if stopRequest.isRequested { _exit(130) }
  stopRequest.request()
  luaInterrupter.withLockIfAvailable { $0?.interrupt(after: 3) }
}

/// Ends the Lua call in progress, and nothing else.
private func interruptLua(_ signal: Int32) {
  luaInterrupter.withLockIfAvailable { $0?.interrupt() }
}

/// Turns SIGINT into an error in the Lua code that is running.
func installLuaInterrupt(_ interrupter: LuaInterrupter) {
  luaInterrupter.withLock { $0 = interrupter }
  signal(SIGINT, interruptLua)
}

/// Turns SIGINT and SIGTERM into ``stopRequest``, and into an error in a hook that does not return.
///
/// A parent may have handed its own blocked signals down, so they are unblocked too.
func installStopSignals(_ interrupter: LuaInterrupter) {
  luaInterrupter.withLock { $0 = interrupter }
  var both = sigset_t()
  sigemptyset(&both)
  for number in [SIGINT, SIGTERM] {
    signal(number, requestStop)
    sigaddset(&both, number)
  }
  pthread_sigmask(SIG_UNBLOCK, &both, nil)
}
