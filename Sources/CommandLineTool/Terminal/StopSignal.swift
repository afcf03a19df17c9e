import Experiments
import Foundation

/// The request that Ctrl-C and `kill` raise; read by the run at every step.
let stopRequest = Interruption()

/// Asks the run to write a checkpoint and stop; a second signal ends the process at once.
private func requestStop(_ signal: Int32) {
  if stopRequest.isRequested { _exit(130) }
  stopRequest.request()
}

/// Turns SIGINT and SIGTERM into ``stopRequest``.
func installStopSignals() {
  signal(SIGINT, requestStop)
  signal(SIGTERM, requestStop)
}
