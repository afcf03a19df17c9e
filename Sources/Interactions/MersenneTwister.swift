/// numpy's legacy generator, `numpy.random.RandomState(seed)`: MT19937 seeded by one integer.
///
/// Only published splits need it; everything else here draws from `RandomStream`. Source:
/// Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998.
struct MersenneTwister {
  private var state: [UInt32]
  private var used = stateSize

  init(seed: UInt32) {
    state = [seed]
    state.reserveCapacity(stateSize)
    for i in 1..<stateSize {
      let last = state[i - 1]
      state.append(1_812_433_253 &* (last ^ last >> 30) &+ UInt32(i))
    }
  }

  /// The next 32 random bits.
  mutating func next() -> UInt32 {
    if used == stateSize { twist() }
    var word = state[used]
    used += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  /// An integer in `0 ... maximum`: masked bits, drawn again while they are too large.
  mutating func integer(upTo maximum: UInt32) -> UInt32 {
    guard maximum > 0 else { return 0 }
    let mask = UInt32.max >> UInt32(maximum.leadingZeroBitCount)
    while true {
      let value = next() & mask
      if value <= maximum { return value }
    }
  }

  /// The order in which `numpy.random.shuffle` leaves a list.
  mutating func shuffle<T>(_ values: inout [T]) {
    for i in stride(from: values.count - 1, to: 0, by: -1) {
      values.swapAt(i, Int(integer(upTo: UInt32(i))))
    }
  }

  private mutating func twist() {
    for i in 0..<stateSize {
      let joined = state[i] & 0x8000_0000 | state[(i + 1) % stateSize] & 0x7fff_ffff
      let twisted = joined >> 1 ^ (joined & 1 == 0 ? 0 : 0x9908_b0df)
      state[i] = state[(i + 397) % stateSize] ^ twisted
    }
    used = 0
  }
}

private let stateSize = 624
