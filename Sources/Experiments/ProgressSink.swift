/// One glance at how far a run is.
public struct ProgressReport: Sendable {
  /// What is being done: "teacher vae", "without distillation", "student" …
  public var task: String
  /// The phase within it ("overall", "rank"), if it has any.
  public var phase: String?
  /// The elapsed share in 0…1.
  public var fraction: Double
  /// Seconds until the task's epoch budget is used up, from the time epochs have taken so far;
  /// early stopping may end it sooner. Nil until an epoch has been measured.
  public var remainingSeconds: Double?
  /// The latest value of the monitored metric.
  public var metric: (name: String, value: Double)?

  /// A report of these values.
  public init(
    task: String, phase: String? = nil, fraction: Double, remainingSeconds: Double? = nil,
    metric: (name: String, value: Double)? = nil
  ) {
    self.task = task
    self.phase = phase
    self.fraction = fraction
    self.remainingSeconds = remainingSeconds
    self.metric = metric
  }
}

/// Who shows progress and log lines; the terminal, a test, or nobody.
public protocol ProgressSink: AnyObject {
  /// Shows how far a task is; called at most once an epoch or a few times a second.
  func show(_ report: ProgressReport)
  /// A task is over.
  func finish(task: String)
  /// A line worth keeping.
  func log(_ line: String)
  /// What a plugin had to say in an epoch.
  func log(_ line: String, epoch: Int, by plugin: String)
  /// Something the user should know, such as a duplicate pair that was kept once.
  func warn(_ line: String)
}

extension ProgressSink {
  /// The line with epoch and plugin before it.
  public func log(_ line: String, epoch: Int, by plugin: String) {
    log("epoch \(epoch) · \(plugin): \(line)")
  }
}

/// Shows nothing.
public final class SilentProgress: ProgressSink {
  /// A sink without effect.
  public init() {}
  /// Does nothing.
  public func show(_ report: ProgressReport) {}
  /// Does nothing.
  public func finish(task: String) {}
  /// Does nothing.
  public func log(_ line: String) {}
  /// Does nothing.
  public func warn(_ line: String) {}
}
