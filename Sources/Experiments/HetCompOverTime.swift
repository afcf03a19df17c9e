import Distillation
import Recommenders
import Tensors

/// HetComp's objective with weights that may follow schedules.
public final class HetCompOverTime: Objective, RunParticipant {
  private let objective: HetCompObjective
  private let overall: ScheduledNumber
  private let rank: ScheduledNumber
  private var run: DistillationRun?

  /// An objective whose two losses have these weights, of scores clipped to ± `clip`.
  public init(overall: ScheduledNumber, rank: ScheduledNumber, clip: Float) {
    objective = HetCompObjective(clip: clip)
    self.overall = overall
    self.rank = rank
  }

  /// As HetComp's.
  public var name: String { objective.name }
  /// As HetComp's.
  public var knowledge: [Knowledge] { objective.knowledge }

  /// The loss of the phase by the weight of the present epoch, of the first before ``setup(_:)``.
  public func loss(
    _ batch: UserBatch, student: any EmbeddingModel, phase: Phase
  ) throws -> Tensor {
    let (epoch, epochs) = (run?.epoch ?? 0, run?.epochs ?? 1)
    objective.overallWeight = Float(try overall.value(epoch: epoch, of: epochs))
    objective.rankWeight = Float(try rank.value(epoch: epoch, of: epochs))
    return try objective.loss(batch, student: student, phase: phase)
  }

  private var parts: [(name: String, schedule: (any Schedule)?)] {
    [("overall", overall.schedule), ("rank", rank.schedule)]
  }

  /// Sets the schedules up.
  public func setup(_ run: DistillationRun) throws {
    self.run = run
    for (_, schedule) in parts { try schedule?.setup(run) }
  }

  /// The schedules' states.
  public func savedState() throws -> ParticipantState? {
    ParticipantState(parts: try parts.map { ($0, try $1?.savedState()) })
  }

  /// Takes over the schedules' states.
  public func restore(_ state: ParticipantState) throws {
    for (name, schedule) in parts { try state.part(name).map { try schedule?.restore($0) } }
  }
}
