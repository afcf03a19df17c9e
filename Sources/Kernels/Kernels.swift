/// The inner loops of every tensor operation, compiled for one instruction set.
///
/// All work on one thread and on the ranges they are given; `Tensors` cuts the ranges and hands them to
/// threads. Pointers never overlap unless a function says "in place".
public struct Kernels: Sendable {
  /// y = f(x) over `count` elements; in place is allowed.
  public typealias Map =
    @Sendable (
      _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void
  /// y = f(a, b) over `count` elements; in place is allowed.
  public typealias Combine =
    @Sendable (
      _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
      _ count: Int
    ) -> Void
  /// y from a factor and x over `count` elements; in place is allowed.
  public typealias Scale =
    @Sendable (
      _ factor: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>, _ count: Int
    ) -> Void

  /// `baseline`, `avx2`, `avx512` or `neon`; what a run records, since digits depend on it.
  public let name: String
  /// Floats in a vector.
  public let width: Int

  /// eˣ, within about one unit in the last place.
  public let exp: Map
  /// The natural logarithm.
  public let log: Map
  /// The hyperbolic tangent.
  public let tanh: Map
  /// 1 / (1 + e⁻ˣ).
  public let sigmoid: Map
  /// log(1 + eˣ) without overflow.
  public let softplus: Map
  /// The square root.
  public let sqrt: Map
  /// a + b.
  public let add: Combine
  /// a − b.
  public let subtract: Combine
  /// a·b, element by element.
  public let multiply: Combine
  /// a / b.
  public let divide: Combine
  /// y += a·b, element by element.
  public let addProduct: Combine
  /// y = factor·x.
  public let scale: Scale
  /// y += factor·x.
  public let axpy: Scale
  /// y += factor·max(x + shift, 0).
  public let addRectified:
    @Sendable (
      _ factor: Float, _ shift: Float, _ x: UnsafePointer<Float>, _ y: UnsafeMutablePointer<Float>,
      _ count: Int
    ) -> Void

  /// Σ x, in an order that depends on the count alone.
  public let sum: @Sendable (_ x: UnsafePointer<Float>, _ count: Int) -> Float
  /// Σ a·b, in an order that depends on the count alone.
  public let dot:
    @Sendable (_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int) -> Float
  /// The largest element, −∞ of none.
  public let maximum: @Sendable (_ x: UnsafePointer<Float>, _ count: Int) -> Float

  /// out[k] = u · row ids[k] of `table` [·, d]. Ids up to `readable` may be looked at ahead of time, so
  /// that their rows are at hand in a call for the next ids.
  public let gatherDot:
    @Sendable (
      _ u: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ d: Int,
      _ ids: UnsafePointer<Int32>, _ count: Int, _ readable: Int,
      _ out: UnsafeMutablePointer<Float>
    ) -> Void
  /// out += Σ g[k]·row ids[k] of `table` [·, d].
  public let addRows:
    @Sendable (
      _ g: UnsafePointer<Float>, _ table: UnsafePointer<Float>, _ d: Int,
      _ ids: UnsafePointer<Int32>, _ count: Int, _ out: UnsafeMutablePointer<Float>
    ) -> Void
  /// For rows `first ..< last` of a compressed sparse matrix, row r of `out` [·, d] = row r of `start` +
  /// Σ values[k]·row ids[k] of `table` [·, d] over k in offsets[r] ..< offsets[r + 1]. `start` may be
  /// `out`; nil is zeros. Pointers begin at row 0.
  public let multiplySparse:
    @Sendable (
      _ offsets: UnsafePointer<Int>, _ ids: UnsafePointer<Int32>, _ values: UnsafePointer<Float>,
      _ first: Int, _ last: Int, _ table: UnsafePointer<Float>, _ d: Int,
      _ start: UnsafePointer<Float>?, _ out: UnsafeMutablePointer<Float>
    ) -> Void
  /// Row ids[k] of `table` [·, d] += row k of `g` where `low` ≤ ids[k] < `high`.
  public let scatterRows:
    @Sendable (
      _ g: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>, _ count: Int, _ low: Int,
      _ high: Int, _ table: UnsafeMutablePointer<Float>
    ) -> Void
  /// Row ids[k] of `table` [·, d] += g[k]·u where `low` ≤ ids[k] < `high`; `readable` as in
  /// ``gatherDot``.
  public let scatterRow:
    @Sendable (
      _ g: UnsafePointer<Float>, _ u: UnsafePointer<Float>, _ d: Int, _ ids: UnsafePointer<Int32>,
      _ count: Int, _ readable: Int, _ low: Int, _ high: Int,
      _ table: UnsafeMutablePointer<Float>
    ) -> Void

  /// C[m, n] = A[m, k]·B[k, n], added to C if `adding`. Element (i, j) of A lies at
  /// a[i·aRow + j·aColumn], B likewise, and of C at c[i·cRow + j]. Cutting rows or columns of C into
  /// several calls changes no digit.
  public let multiplyMatrices:
    @Sendable (
      _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Float>, _ aRow: Int, _ aColumn: Int,
      _ b: UnsafePointer<Float>, _ bRow: Int, _ bColumn: Int, _ c: UnsafeMutablePointer<Float>,
      _ cRow: Int, _ adding: Bool
    ) -> Void

  /// One step of Adam (Kingma and Ba, 2015) as in PyTorch; the gradient is left at zero.
  /// `step` = rate / (1 − β₁ᵗ), `correction` = √(1 − β₂ᵗ); `decay`·p is added to the gradient.
  public let adam:
    @Sendable (
      _ p: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>,
      _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>, _ count: Int,
      _ step: Float, _ oneLessBeta1: Float, _ beta2: Float, _ oneLessBeta2: Float,
      _ epsilon: Float, _ correction: Float, _ decay: Float
    ) -> Void
  /// p −= rate·(g + decay·p); the gradient is left at zero.
  public let sgd:
    @Sendable (
      _ p: UnsafeMutablePointer<Float>, _ g: UnsafeMutablePointer<Float>, _ count: Int,
      _ rate: Float, _ decay: Float
    ) -> Void

  /// `rounds` times 24·``width`` floating-point operations as fast as the processor can; a measure for
  /// the others.
  public let peak: @Sendable (_ rounds: Int, _ start: Float) -> Float

  /// The mass of a catalogue and its gradient.
  public let catalogue: CatalogueKernels
}
