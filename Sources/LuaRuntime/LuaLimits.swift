import CLuaBridge

/// What a script may use, and what the host says when it uses more.
public struct LuaLimits {
  /// Bytes that Lua's own values may take; nil for no limit. Swift objects are not counted.
  public var memory: Int?
  /// How long one call from outside may run; nil for no limit. Enforced to about 0.1 s; a Swift
  /// closure is never cut short, its call ends when it returns to Lua.
  public var time: Duration?
  /// After how long a running call is reported to `onWarning`.
  public var warnAfter: Duration? = .seconds(5)
  /// How long past `time` a function of C that never returns is waited for.
  public var grace: Duration = .seconds(5)
  /// Bytes hanging on userdata from which on Lua's collector is driven by them.
  public var externalBytes = 64 << 20
  /// Bytes that may hang on userdata; nil for no limit.
  public var externalLimit: Int?
  /// What to do about each limit, to end its message: "raise --lua-memory".
  public var memoryAdvice = ""
  /// See `memoryAdvice`.
  public var timeAdvice = ""
  /// Hears of a call that runs long, once a call, on Lua's thread; must not call into Lua.
  public var onWarning: ((LuaWarning) -> Void)?
  /// Last words, on another thread, before the process ends with code 3 because a function of C
  /// does not return.
  public var onLastResort: (@Sendable () -> Void)?

  /// Limits on memory in bytes and on the time of one call.
  public init(memory: Int? = nil, time: Duration? = nil) {
    self.memory = memory
    self.time = time
  }
}

/// A call that has been running for long.
public struct LuaWarning: Sendable {
  /// The chunk that is being executed.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// How long the call has been running.
  public let seconds: Double
}

/// Stops a call in progress from another thread or from a signal handler.
public final class LuaInterrupter: @unchecked Sendable {
  private let bridge: OpaquePointer

  init(_ core: LuaCore) {
    bridge = core.bridge
    hcl_retain(bridge)
  }

  deinit { hcl_forget(bridge) }

  /// Ends the call in progress, if any, with an error of kind `interrupted` within about 0.1 s,
  /// whatever the script catches. Async-signal-safe.
  public func interrupt() { hcl_interrupt(bridge) }

  /// From now on ends every call in the same way, the one in progress and later ones, that runs for
  /// so many seconds more. Async-signal-safe.
  public func interrupt(after seconds: Int32) { hcl_hurry(bridge, seconds) }
}

extension LuaLimits {
  var memoryMessage: String {
    guard let memory else { return "not enough memory" }
    return "not enough memory: the limit of \(megabytes(memory)) is reached" + advice(memoryAdvice)
  }

  func externalMessage(_ limit: Int) -> String {
    "not enough memory: the objects that scripts hold take more than \(megabytes(limit))"
      + advice(memoryAdvice)
  }

  var timeMessage: String {
    "the time limit of \(time.map { "\($0)" } ?? "0 s") is reached" + advice(timeAdvice)
  }

  /// A limit as the command line takes it, in millions of bytes.
  private func megabytes(_ bytes: Int) -> String {
    let size = (Double(bytes) / 1e5).rounded() / 10
    return size == size.rounded() ? "\(Int(size)) MB" : "\(size) MB"
  }

  private func advice(_ text: String) -> String { text.isEmpty ? "" : " (\(text))" }

  /// The bridge's form; its host is retained and given back when the state closes.
  func bridged() -> hcl_limits {
    let host = LimitsHost(onWarning: onWarning, onLastResort: onLastResort)
    return hcl_limits(
      memory: memory ?? 0, time: time?.inSeconds ?? 0, warn: warnAfter?.inSeconds ?? 0,
      grace: grace.inSeconds, host: Unmanaged.passRetained(host).toOpaque(),
      release_host: releaseHost, on_warn: warn, on_last_resort: lastResort)
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + 1e-18 * Double(components.attoseconds)
  }
}

private final class LimitsHost {
  let onWarning: ((LuaWarning) -> Void)?
  let onLastResort: (@Sendable () -> Void)?

  init(onWarning: ((LuaWarning) -> Void)?, onLastResort: (@Sendable () -> Void)?) {
    self.onWarning = onWarning
    self.onLastResort = onLastResort
  }
}

private func releaseHost(_ host: UnsafeMutableRawPointer) {
  Unmanaged<LimitsHost>.fromOpaque(host).release()
}

private func warn(
  _ host: UnsafeMutableRawPointer, _ source: UnsafePointer<CChar>, _ line: Int32, _ seconds: Double
) {
  let warning = LuaWarning(file: String(cString: source), line: Int(line), seconds: seconds)
  Unmanaged<LimitsHost>.fromOpaque(host).takeUnretainedValue().onWarning?(warning)
}

private func lastResort(_ host: UnsafeMutableRawPointer) {
  Unmanaged<LimitsHost>.fromOpaque(host).takeUnretainedValue().onLastResort?()
}
