/// Random numbers that are a function of (seed, purpose, epoch, index): Philox4x32-10.
///
/// A stream has no history that another stream could disturb, so results do not depend on threads,
/// memory or interruptions. Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
/// SC'11.
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: (UInt32, UInt32)
  private var counter: (UInt32, UInt32, UInt32, UInt32)
  private var buffer: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  private var used = 4

  /// The stream of a purpose ("negatives", "shuffle" …) at an epoch and an index such as a user.
  public init(seed: UInt64, purpose: StaticString, epoch: Int = 0, index: Int = 0) {
    self.init(seed: seed, purposeHash: Self.hash(purpose.description), epoch: epoch, index: index)
  }

  /// The stream of a purpose whose name is made at run time.
  public init(seed: UInt64, named purpose: String, epoch: Int = 0, index: Int = 0) {
    self.init(seed: seed, purposeHash: Self.hash(purpose), epoch: epoch, index: index)
  }

  private init(seed: UInt64, purposeHash: UInt32, epoch: Int, index: Int) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32) ^ purposeHash)
    counter = (
      0, UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: epoch),
      UInt32(truncatingIfNeeded: index >> 32) ^ purposeHash.byteSwapped
    )
  }

  /// FNV-1a of the purpose's name.
  private static func hash(_ name: String) -> UInt32 {
    name.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }

  /// Ten rounds of Philox4x32 over `counter` with `key`.
  static func philox(
    _ counter: (UInt32, UInt32, UInt32, UInt32), _ key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (c0, c1, c2, c3) = counter
    var (k0, k1) = key
    for _ in 0..<10 {
      let first = UInt64(c0) &* 0xD251_1F53
      let second = UInt64(c2) &* 0xCD9E_8D57
      (c0, c1, c2, c3) = (
        UInt32(second >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: second),
        UInt32(first >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: first)
      )
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }

  /// The next 32 random bits.
  public mutating func next32() -> UInt32 {
    if used == 4 {
      buffer = Self.philox(counter, key)
      counter.0 &+= 1
      used = 0
    }
    defer { used += 1 }
    switch used {
    case 0: return buffer.0
    case 1: return buffer.1
    case 2: return buffer.2
    default: return buffer.3
    }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 { UInt64(next32()) << 32 | UInt64(next32()) }

  /// A float in 0 ..< 1 with 24 random bits.
  public mutating func uniform() -> Float { Float(next32() >> 8) * 0x1p-24 }

  /// A double in 0 ..< 1 with 53 random bits.
  public mutating func uniformDouble() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// An integer in `0 ..< bound`, without bias (Lemire's method).
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0 && bound <= Int(UInt32.max))
    let bound = UInt32(bound)
    var product = UInt64(next32()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next32()) &* UInt64(bound)
      }
    }
    return Int(product >> 32)
  }

  /// An exponentially distributed number of mean 1.
  public mutating func exponential() -> Double { -logarithm(1 - uniformDouble()) }

  /// Two independent standard normal numbers (Box and Muller).
  public mutating func normalPair() -> (Float, Float) {
    let radius = (-2 * logarithm(1 - uniformDouble())).squareRoot()
    let (sine, cosine) = sineCosine(2 * Double.pi * uniformDouble())
    return (Float(radius * cosine), Float(radius * sine))
  }

  /// Puts `values` into a random order (Fisher and Yates).
  public mutating func shuffle<Element>(_ values: inout [Element]) {
    guard values.count > 1 else { return }
    for last in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(last, integer(below: last + 1))
    }
  }
}

extension Tensor {
  /// Independent normal numbers, drawn from `stream`.
  public init(normal shape: [Int], deviation: Float, from stream: RandomStream) {
    self.init(uninitialized: shape)
    var stream = stream
    for i in stride(from: 0, to: count, by: 2) {
      let (first, second) = stream.normalPair()
      base[i] = deviation * first
      if i + 1 < count { base[i + 1] = deviation * second }
    }
  }

  /// Independent uniform numbers in `0 ..< 1`, drawn from `stream`.
  public init(uniform shape: [Int], from stream: RandomStream) {
    self.init(uninitialized: shape)
    var stream = stream
    for i in 0..<count { base[i] = stream.uniform() }
  }
}
