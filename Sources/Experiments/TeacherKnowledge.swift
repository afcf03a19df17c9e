import Distillation
import Recommenders
import Tensors
import Trajectories

/// What one teacher can be asked while a student trains: its lists, and its scores and embeddings
/// when the finished model is at hand.
public final class TeacherKnowledge {
  /// The teacher's name.
  public var name: String { trajectory.teacher }
  /// Its recorded lists.
  public let trajectory: Trajectory
  private let load: (() throws -> any Recommender)?
  private var loaded: (any Recommender)?

  /// - Parameter load: reads the finished model, once, when it is first asked for; nil when there are
  ///   lists only.
  public init(_ trajectory: Trajectory, load: (() throws -> any Recommender)? = nil) {
    self.trajectory = trajectory
    self.load = load
  }

  /// The finished model.
  /// - Throws: ``ExperimentError`` when there is none.
  public func model() throws -> any Recommender {
    if let loaded { return loaded }
    guard let model = try load?() else {
      throw ExperimentError.input(
        "The teacher \(name) came as a trajectory, which holds lists only, no scores.")
    }
    loaded = model
    return model
  }

  /// The finished model, as one whose scores are products of embeddings.
  /// - Throws: ``ExperimentError`` when it has none.
  public func embeddings() throws -> any EmbeddingModel {
    guard let model = try model() as? any EmbeddingModel else {
      throw ExperimentError.input("The teacher \(name) has no embeddings of users and items.")
    }
    return model
  }
}

extension TeacherSpecification {
  /// Why a teacher cannot give what an objective needs; nil when it can.
  func cannotGive(_ need: Knowledge) -> String? {
    switch (self, need) {
    case (_, .lists), (.outside, .trajectory): return nil
    case (.outside(let name, let file), _):
      return "the teacher \(name ?? file) comes as a trajectory, which holds ordered lists only; "
        + "train one here, as in teachers = { \"mf\" }."
    case (.own, .scores): return nil
    case (.own(let teacher), .embeddings):
      let entry = RecommenderCatalogue.entries.first { $0.kind == teacher.model.kind }
      guard entry?.hasEmbeddings != true else { return nil }
      let able = RecommenderCatalogue.entries.filter(\.hasEmbeddings).map(\.kind)
      return "the teacher \(teacher.name), of model \"\(teacher.model.kind)\", has none; use "
        + able.joined(separator: " or ") + "."
    case (.own(let teacher), .trajectory):
      guard teacher.stages.count < 2 else { return nil }
      return "the teacher \(teacher.name) keeps one stage only; set teachers.stages to 2 or more."
    }
  }
}
