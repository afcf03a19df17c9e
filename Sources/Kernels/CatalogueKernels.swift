/// mass[u] = Σ exp(clamp(u·i, −c, c)) over the items a user does not exclude, forward and backward,
/// without users × items ever being stored.
///
/// Items are packed once into panels of ``Kernels/width`` items. Pointers begin at user 0, item 0 and
/// panel 0 throughout, ranges say what a call works on.
public struct CatalogueKernels: Sendable {
  /// Floats the packed items take.
  public let packedCount: @Sendable (_ n: Int, _ d: Int) -> Int
  /// Users must be cut at multiples of this.
  public let userTile: @Sendable () -> Int

  /// Packs panels `first ..< last` of `items` [n, d], and each panel's largest squared norm.
  public let pack:
    @Sendable (
      _ items: UnsafePointer<Float>, _ n: Int, _ d: Int, _ first: Int, _ last: Int,
      _ packed: UnsafeMutablePointer<Float>, _ norms: UnsafeMutablePointer<Float>
    ) -> Void

  /// norms[i] = |row i|².
  public let squaredNorms:
    @Sendable (
      _ rows: UnsafePointer<Float>, _ count: Int, _ d: Int, _ norms: UnsafeMutablePointer<Float>
    ) -> Void

  /// Adds the masses of users `first ..< last` over some panels to `mass` [b], and
  /// Σ exp(u·i)·i over scores that were not clamped to `v` [b, d] if given. Pairs of (user, item) that
  /// are left out are all those of these panels, by user. A call should take about 1024 items.
  public let forward:
    @Sendable (
      _ items: UnsafePointer<Float>, _ itemNorms: UnsafePointer<Float>, _ n: Int, _ d: Int,
      _ firstPanel: Int, _ lastPanel: Int, _ users: UnsafePointer<Float>,
      _ userNorms: UnsafePointer<Float>, _ first: Int, _ last: Int, _ clamp: Float,
      _ excludedUsers: UnsafePointer<Int32>, _ excludedItems: UnsafePointer<Int32>,
      _ excluded: Int, _ mass: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>?
    ) -> Void

  /// Adds Σ weights[u]·exp(u·i)·u to the gradient of the items of some panels in `dItems` [n, d]; pairs
  /// left out of panel p are at excludedFrom[p] ..< excludedFrom[p + 1], by user.
  public let backward:
    @Sendable (
      _ items: UnsafePointer<Float>, _ itemNorms: UnsafePointer<Float>, _ n: Int, _ d: Int,
      _ firstPanel: Int, _ lastPanel: Int, _ users: UnsafePointer<Float>,
      _ userNorms: UnsafePointer<Float>, _ b: Int, _ weights: UnsafePointer<Float>,
      _ clamp: Float, _ excludedFrom: UnsafePointer<Int>, _ excludedUsers: UnsafePointer<Int32>,
      _ excludedItems: UnsafePointer<Int32>, _ dItems: UnsafeMutablePointer<Float>
    ) -> Void
}
