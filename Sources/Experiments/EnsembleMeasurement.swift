import Recommenders
import Trajectories

extension Measurement {
  /// The last stages of all teachers, merged; its size and speed are the sums over own teachers.
  func ensemble(of consensus: Consensus, _ teachers: [ModelResult]) throws -> ModelResult {
    let stages = StageTable(of: consensus.teachers).atLast()
    let longest = consensus.teachers.reduce(0) { $0 + $1.depth }
    let lists = try consensus.ensemble(
      stages, depth: min(depth + mostHeldOut, longest, split.itemCount))
    func sum<Number: AdditiveArithmetic>(_ part: (ModelResult) -> Number?) -> Number? {
      teachers.reduce(.zero) { total, teacher in
        guard let total, let value = part(teacher) else { return nil }
        return total + value
      }
    }
    let merging = try Latency.microseconds(ofMerging: consensus, at: stages)
    return ModelResult(
      name: "ensemble", metrics: try metrics(ofCut: lists),
      parameters: sum(\.parameters), bytes: sum(\.bytes),
      microseconds: sum(\.microseconds).map { $0 + merging })
  }
}
