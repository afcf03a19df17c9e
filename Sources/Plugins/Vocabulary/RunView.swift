import Distillation
import Experiments
import Tensors
import Trajectories

/// What hooks see of a run, and the levers they may pull.
///
/// A ``DistillationRun`` is one; a test may be another.
public protocol RunView: AnyObject {
  /// The present epoch, counted from 0.
  var epoch: Int { get }
  /// The step of the epoch that is being taken, counted from 0; 0 between two epochs.
  var step: Int { get }
  /// The epoch budget.
  var epochs: Int { get }
  /// Which part of the objective is in use.
  var phase: Phase { get }
  /// The teachers' names in the order of the stage table's rows.
  var teachers: [String] { get }
  /// The experiment's name.
  var name: String { get }
  /// The student's seed.
  var seed: UInt64 { get }
  /// Number of users.
  var users: Int { get }
  /// Number of items.
  var items: Int { get }
  /// Which stage each (teacher, user) pair is shown.
  var stages: StageTable { get set }
  /// The latest evaluation.
  var metrics: [Metric] { get }
  /// The loss of the last epoch.
  var loss: Double? { get }
  /// The error that ends the run, within the hook `on_error`.
  var failure: String? { get }

  /// Data, teachers, and the student as it is now; nil where there is none.
  var material: RunMaterial? { get }

  /// Leaves a text in the run's folder.
  func write(_ text: String, to name: String) throws
  /// Leaves the student as it is now in the run's folder.
  func saveStudent(as name: String) throws
  /// Asks for a change of phase.
  func requestPhase(_ phase: Phase)
  /// Keeps the present number of the schedule at a key of the config.
  func note(_ number: Double, of key: String)
  /// Keeps a line of a plugin in the run's log.
  func log(_ line: String, by plugin: String)
  /// The student's discrepancy from what a table of stages names. *Shape:* [teachers, users].
  func gap(
    against stages: StageTable, k: Int, gain: Discrepancy.Gain, digits: Int?
  ) throws -> Tensor
  /// The student's best items of every user, without training items. *Shape:* [users, k], −1 pads.
  func top(_ k: Int) throws -> IndexTensor
}

extension RunView {
  /// Between two epochs.
  public var step: Int { 0 }
  /// Nobody looks.
  public func note(_ number: Double, of key: String) {}
  /// - Throws: always, where there is no folder.
  public func write(_ text: String, to name: String) throws {
    throw ExperimentError.failed("Nothing can be kept here.")
  }
  /// - Throws: always, where there is no folder.
  public func saveStudent(as name: String) throws {
    throw ExperimentError.failed("Nothing can be kept here.")
  }
  /// None.
  public var material: RunMaterial? { nil }
  /// - Throws: always, where there is no model to rank by.
  public func top(_ k: Int) throws -> IndexTensor {
    throw ExperimentError.failed("There are no rankings of the student here.")
  }
}

extension DistillationRun: RunView {}
