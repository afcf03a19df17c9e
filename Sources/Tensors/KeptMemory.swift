import CMachine

/// Keeps the memory that tensors free for the next ones.
///
/// A step of training asks for the same tens of megabytes that the one before has freed. Pages given
/// back to the system in between come again with a fault and a clearing each, a sixth of the time of a
/// step of LightGCN.
public enum KeptMemory {
  /// To be evaluated before the first tensor.
  static let isSet: Void = keep_freed_memory()

  /// Gives it back to the system, where work of another kind and size follows.
  public static func giveBack() { give_back_freed_memory() }
}
