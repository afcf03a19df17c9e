// The vector this module is compiled for, and the few operations every kernel is made of.
//
// Three modules compile these files. A generic specialised in two of them would be one symbol to
// the linker, which keeps either copy: AVX-512 code could then run on a processor without it. So
// kernels use concrete vectors and raw pointers only; a test looks for leaked symbols.

#if K512
  typealias Lanes = SIMD16<Float>
  typealias Words = SIMD16<Int32>
  @inline(__always) var width: Int { 16 }
#elseif K256
  typealias Lanes = SIMD8<Float>
  typealias Words = SIMD8<Int32>
  @inline(__always) var width: Int { 8 }
#else
  typealias Lanes = SIMD4<Float>
  typealias Words = SIMD4<Int32>
  @inline(__always) var width: Int { 4 }
#endif

typealias Floats = UnsafePointer<Float>
typealias MutableFloats = UnsafeMutablePointer<Float>

@inline(__always)
func load(_ p: Floats) -> Lanes {
  UnsafeRawPointer(p).loadUnaligned(fromByteOffset: 0, as: Lanes.self)
}

@inline(__always)
func load(_ p: MutableFloats) -> Lanes {
  UnsafeRawPointer(p).loadUnaligned(fromByteOffset: 0, as: Lanes.self)
}

@inline(__always)
func store(_ v: Lanes, _ p: MutableFloats) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: Lanes.self)
}

/// The first `count` lanes from memory, zero in the others.
@inline(__always)
func load(_ p: Floats, first count: Int) -> Lanes {
  var v = Lanes(repeating: 0)
  var lane = 0
  while lane < count {
    v[lane] = p[lane]
    lane += 1
  }
  return v
}

@inline(__always)
func store(_ v: Lanes, _ p: MutableFloats, first count: Int) {
  var lane = 0
  while lane < count {
    p[lane] = v[lane]
    lane += 1
  }
}

@inline(__always)
func splat(_ value: Float) -> Lanes { Lanes(repeating: value) }

/// `c + a·b`, fused where the processor can (elsewhere fusing would be a call per lane).
@inline(__always)
func mulAdd(_ c: Lanes, _ a: Lanes, _ b: Lanes) -> Lanes {
  #if K512 || K256 || arch(arm64)
    c.addingProduct(a, b)
  #else
    c + a * b
  #endif
}

@inline(__always)
func larger(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .> a) }

@inline(__always)
func smaller(_ a: Lanes, _ b: Lanes) -> Lanes { a.replacing(with: b, where: b .< a) }

@inline(__always)
func bits(_ v: Lanes) -> Words { unsafeBitCast(v, to: Words.self) }

@inline(__always)
func lanes(_ w: Words) -> Lanes { unsafeBitCast(w, to: Lanes.self) }

@inline(__always)
func magnitude(_ v: Lanes) -> Lanes { lanes(bits(v) & Words(repeating: 0x7fff_ffff)) }

/// Halves added until four lanes are left.
@inline(__always)
func quarter(_ v: Lanes) -> SIMD4<Float> {
  #if K512
    let half = v.lowHalf + v.highHalf
    return half.lowHalf + half.highHalf
  #elseif K256
    return v.lowHalf + v.highHalf
  #else
    return v
  #endif
}

/// The sum of all lanes, always in the same order.
@inline(__always)
func sum(_ v: Lanes) -> Float {
  let four = quarter(v)
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}

/// The sums of four vectors, as one vector of four.
@inline(__always)
func sums(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> SIMD4<Float> {
  let ab = SIMD8(lowHalf: quarter(a), highHalf: quarter(b))
  let cd = SIMD8(lowHalf: quarter(c), highHalf: quarter(d))
  let pairs = SIMD8(
    lowHalf: ab.evenHalf + ab.oddHalf, highHalf: cd.evenHalf + cd.oddHalf)
  return pairs.evenHalf + pairs.oddHalf
}

@inline(__always)
func loadFour(_ p: Floats) -> SIMD4<Float> {
  UnsafeRawPointer(p).loadUnaligned(fromByteOffset: 0, as: SIMD4<Float>.self)
}

@inline(__always)
func storeFour(_ v: SIMD4<Float>, _ p: MutableFloats) {
  UnsafeMutableRawPointer(p).storeBytes(of: v, as: SIMD4<Float>.self)
}

#if K512 || K256
  @inline(__always)
  func mulAdd(_ c: SIMD4<Float>, _ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    c.addingProduct(a, b)
  }
#endif

/// Uninitialised floats on a 64-byte boundary; the caller deallocates.
@inline(__always)
func scratch(_ count: Int) -> MutableFloats {
  UnsafeMutableRawPointer.allocate(byteCount: count * 4 + 64, alignment: 64)
    .assumingMemoryBound(to: Float.self)
}
