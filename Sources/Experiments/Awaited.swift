import Formats
import Tensors

/// Stand-in until the room of the same type is in place.
public enum Phase: String, Sendable { case overall, rank }
/// Stand-in until the room of the same type is in place.
public protocol Objective: AnyObject {}
/// Stand-in until the room of the same type is in place.
public enum PhaseSwitch: Sendable { case fraction(Double), roundedMeans }
/// Stand-in until the room of the same type is in place.
public enum UserSampling: Sendable { case byInteraction, uniform }
/// Stand-in until the room of the same type is in place.
public protocol ConsensusRule: AnyObject {
  func importance(rank: Tensor, deviation: Tensor?) throws -> Tensor
}
/// Stand-in until the room of the same type is in place.
public struct ModelSpecification { public var kind: String; public var parameters: JSONValue }
/// Stand-in until the room of the same type is in place.
public struct RankingView {}
/// Stand-in until the room of the same type is in place.
public struct Discrepancy { public enum Gain: String, Sendable { case teacher, student } }
/// Stand-in until the room of the same type is in place.
public struct StageTable: Sendable {
  public let users: Int
  public let lastStages: [Int]
  public func next() -> StageTable { self }
  public func atLast() -> StageTable { self }
  public func open() -> Mask { fatalError("awaited") }
  public mutating func advance(_ ready: Mask) throws(TensorError) {}
  public var meanStages: [Double] { [] }
  public var fractionAtLast: Double { 0 }
}
