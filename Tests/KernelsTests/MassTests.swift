import Kernels
import Testing

/// A small catalogue whose sizes divide nothing evenly.
struct Catalogue {
  let (b, n, d): (Int, Int, Int)
  let users, items, weights: [Float]
  let excluded: [[Int32]]
  let clamp: Float

  init(b: Int = 67, n: Int = 1003, d: Int, size: Float, clamp: Float) {
    var noise = Noise(state: UInt64(d * 1000 + n))
    (self.b, self.n, self.d, self.clamp) = (b, n, d, clamp)
    users = noise.floats(b * d, -size...size)
    items = noise.floats(n * d, -size...size)
    weights = (0..<b).map { u in u % 9 == 4 ? 0 : noise.float(0...0.01) }
    excluded = (0..<b).map { u in
      u % 7 == 3
        ? [] : (0..<Int32(n)).filter { Int($0) % (u + 5) == u || ($0 == n - 1 && u % 2 == 0) }
    }
  }

  var offsets: [Int] { excluded.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) } }
  var ids: [Int32] { excluded.flatMap { $0 } }

  /// Mass, Σ w e u over users and Σ e i over items, in double precision.
  func reference() -> (mass: [Double], v: [Double], dItems: [Double]) {
    var (mass, v) = ([Double](repeating: 0, count: b), [Double](repeating: 0, count: b * d))
    var dItems = [Double](repeating: 0, count: n * d)
    for u in 0..<b {
      let skip = Set(excluded[u])
      for i in 0..<n where !skip.contains(Int32(i)) {
        var s = 0.0
        for k in 0..<d { s += Double(users[u * d + k]) * Double(items[i * d + k]) }
        let e = exponential(max(-Double(clamp), min(Double(clamp), s)))
        mass[u] += e
        guard abs(s) <= Double(clamp) else { continue }
        for k in 0..<d {
          v[u * d + k] += e * Double(items[i * d + k])
          dItems[i * d + k] += Double(weights[u]) * e * Double(users[u * d + k])
        }
      }
    }
    return (mass, v, dItems)
  }

  /// The same by kernels, in chunks of `chunk` panels and users cut at `cut`.
  func run(_ kernels: Kernels, chunk: Int = 16, cut: Int = 0) throws -> (
    mass: [Float], v: [Float], dItems: [Float]
  ) {
    let (catalogue, panels) = (kernels.catalogue, (n + kernels.width - 1) / kernels.width)
    var packed = [Float](repeating: .nan, count: catalogue.packedCount(n, d))
    var norms = [Float](repeating: .nan, count: panels)
    var userNorms = [Float](repeating: .nan, count: b)
    catalogue.pack(items, n, d, 0, panels, &packed, &norms)
    catalogue.squaredNorms(users, b, d, &userNorms)
    let byChunk = try #require(
      ExcludedPairs(offsets: offsets, ids: ids, rows: b, n: n, blockSize: chunk * kernels.width))
    let byPanel = try #require(
      ExcludedPairs(offsets: offsets, ids: ids, rows: b, n: n, blockSize: kernels.width))
    var (mass, v) = ([Float](repeating: 0, count: b), [Float](repeating: 0, count: b * d))
    var dItems = [Float](repeating: 0, count: n * d)
    for (block, first) in stride(from: 0, to: panels, by: chunk).enumerated() {
      let (from, last) = (byChunk.from[block], min(panels, first + chunk))
      let pairs = byChunk.from[block + 1] - from
      for (low, high) in cut > 0 ? [(0, cut), (cut, b)] : [(0, b)] {
        byChunk.withPointers { pairUsers, pairItems in
          catalogue.forward(
            packed, norms, n, d, first, last, users, userNorms, low, high, clamp,
            pairUsers + from, pairItems + from, pairs, &mass, &v)
        }
      }
      catalogue.backward(
        packed, norms, n, d, first, last, users, userNorms, b, weights, clamp, byPanel.from,
        byPanel.users, byPanel.items, &dItems)
    }
    return (mass, v, dItems)
  }
}

@Suite struct MassTests {
  @Test(arguments: Kernels.supported, [1, 2, 5, 6, 7, 8, 9, 20, 64, 200])
  func agreesWithDoublePrecision(_ kernels: Kernels, _ d: Int) throws {
    let catalogue = Catalogue(d: d, size: 1.5 / Float(d).squareRoot(), clamp: 40)
    let (found, wanted) = (try catalogue.run(kernels), catalogue.reference())
    #expect(worstError(found.mass, wanted.mass) < 2e-6)
    #expect(worstError(found.v, wanted.v) < 2e-6)
    #expect(worstError(found.dItems, wanted.dItems) < 2e-6)
  }

  @Test(arguments: Kernels.supported, [1, 6, 7, 20, 64])
  func clampsAndStopsTheGradientThere(_ kernels: Kernels, _ d: Int) throws {
    for clamp: Float in [1, 20, 40] {
      let size = 1.5 * (clamp / Float(d).squareRoot()).squareRoot()
      let catalogue = Catalogue(d: d, size: size, clamp: clamp)
      let (found, wanted) = (try catalogue.run(kernels), catalogue.reference())
      #expect(worstError(found.mass, wanted.mass) < 1e-5)
      #expect(worstError(found.v, wanted.v) < 1e-5)
      #expect(worstError(found.dItems, wanted.dItems) < 1e-5)
    }
  }

  @Test(arguments: Kernels.supported)
  func aScoreAtTheClampStillHasAGradient(_ kernels: Kernels) throws {
    for (factor, gradient) in [(Float(5), true), (5.0625, false)] {
      var catalogue = Catalogue(b: 1, n: 1, d: 1, size: 1, clamp: 40)
      catalogue = Catalogue(catalogue, users: [8], items: [factor])
      let found = try catalogue.run(kernels)
      #expect(abs(Double(found.mass[0]) / exponential(40) - 1) < 1e-6)
      #expect((found.v[0] > 0) == gradient)
      #expect((found.dItems[0] > 0) == gradient)
    }
  }

  @Test(arguments: Kernels.supported)
  func withoutAClampScoresMayBeLarge(_ kernels: Kernels) throws {
    let catalogue = Catalogue(d: 6, size: 5, clamp: .infinity)
    let (found, wanted) = (try catalogue.run(kernels), catalogue.reference())
    #expect(worstError(found.mass, wanted.mass) < 2e-5)
    #expect(worstError(found.v, wanted.v) < 2e-5)
  }

  @Test(arguments: Kernels.supported, [6, 20])
  func cuttingUsersChangesNoDigit(_ kernels: Kernels, _ d: Int) throws {
    let catalogue = Catalogue(d: d, size: 0.5, clamp: 40)
    let whole = try catalogue.run(kernels)
    let cut = try catalogue.run(kernels, cut: kernels.catalogue.userTile())
    #expect(whole.mass == cut.mass)
    #expect(whole.v == cut.v)
  }

  @Test(arguments: Kernels.supported)
  func whatIsNotANumberStaysSo(_ kernels: Kernels) throws {
    for d in [6, 20] {
      let plain = Catalogue(d: d, size: 0.5, clamp: 40)
      var users = plain.users
      users[3 * d] = .nan
      let found = try Catalogue(plain, users: users, items: plain.items).run(kernels)
      #expect(found.mass[3].isNaN)
      #expect(!found.mass[2].isNaN && !found.mass[4].isNaN)
    }
  }
}

extension Catalogue {
  init(_ other: Catalogue, users: [Float], items: [Float]) {
    (b, n, d, weights) = (other.b, other.n, other.d, other.weights.map { _ in 1 })
    (self.users, self.items, clamp) = (users, items, other.clamp)
    excluded = other.b == 1 ? [[]] : other.excluded
  }
}
