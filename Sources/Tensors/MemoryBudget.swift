/// How many bytes an operation may use for blocks whose size is its own choice.
public struct MemoryBudget: Sendable, Equatable {
  /// The limit in bytes.
  public let bytes: Int

  /// A budget of `bytes`.
  public init(bytes: Int) { self.bytes = bytes }

  /// 256 MB, the budget where nothing else is said.
  public static let standard = MemoryBudget(bytes: 256 << 20)

  /// How many rows of `bytesPerRow` fit, at least one and at most `limit`.
  public func rows(of bytesPerRow: Int, atMost limit: Int) -> Int {
    Swift.max(1, Swift.min(limit, bytes / Swift.max(1, bytesPerRow)))
  }
}
