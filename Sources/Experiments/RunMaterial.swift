import Distillation
import Interactions
import Recommenders
import Tensors

/// What the participants of a run may look up: the data, the teachers, and the student as it is now.
public final class RunMaterial {
  /// The training interactions, each user's in rising order.
  public let train: InteractionMatrix
  /// The users of each item, in rising order.
  public private(set) lazy var audiences = train.transposed
  /// The teachers, in the order of the stage table's rows.
  public let teachers: [TeacherKnowledge]
  /// The model being taught; nil before a training begins.
  public var student: (any EmbeddingModel)?
  /// What every user is taught now; nil outside a distillation.
  public private(set) var targets: Targets?
  private var steps = 0
  private var epoch = 0
  private var ownEpoch: Int?

  /// Material of these parts.
  public init(
    train: InteractionMatrix, teachers: [TeacherKnowledge] = [],
    student: (any EmbeddingModel)? = nil
  ) {
    self.train = train.sorted
    self.teachers = teachers
    self.student = student
  }

  /// An epoch of so many steps begins.
  public func begin(epoch: Int, steps: Int, targets: Targets) {
    (self.epoch, self.steps, self.targets) = (epoch, steps, targets)
    ownEpoch = nil
  }

  /// The student's own loss, such as BPR, summed over a step's share of the interactions; one tracked
  /// number.
  ///
  /// The steps of the student's own epoch are dealt out evenly over those of the distillation, so
  /// that every interaction is seen once an epoch.
  /// - Throws: ``ExperimentError`` when no epoch has begun.
  public func ownLoss(step: Int) throws -> Tensor {
    let (student, own) = try ownSteps(in: step)
    return try own.reduce(Tensor(0)) { loss, step in try loss + student.summedLoss(step: step) }
  }

  /// The interactions that ``ownLoss(step:)`` is of, with the unobserved items drawn for them.
  /// - Throws: ``ExperimentError`` when no epoch has begun.
  public func ownInteractions(step: Int) throws -> InteractionBatch {
    let (student, own) = try ownSteps(in: step)
    let batches = own.map(student.interactions(step:))
    let (users, items) = (batches.flatMap(\.users.values), batches.flatMap(\.items.values))
    let width = (batches.first ?? student.interactions(step: 0)).items.shape[1]
    return InteractionBatch(
      users: IndexTensor(users), items: try IndexTensor(items, shape: [users.count, width]))
  }

  /// The student, and its own steps that fall into one of the distillation.
  private func ownSteps(in step: Int) throws -> (any EmbeddingModel, Range<Int>) {
    guard let student, steps > 0 else {
      throw ExperimentError.failed("The student's interactions are known within an epoch only.")
    }
    if ownEpoch != epoch {
      student.beginEpoch(epoch)
      ownEpoch = epoch
    }
    return (student, step * student.steps / steps..<(step + 1) * student.steps / steps)
  }
}
