import Tensors
import Testing

@Suite struct RandomStreamTests {
  @Test func streamsDifferByEveryKey() {
    func first(_ seed: UInt64, _ purpose: StaticString, _ epoch: Int, _ index: Int) -> UInt64 {
      var stream = RandomStream(seed: seed, purpose: purpose, epoch: epoch, index: index)
      return stream.next()
    }
    let values = [
      first(0, "a", 0, 0), first(1, "a", 0, 0), first(0, "b", 0, 0), first(0, "a", 1, 0),
      first(0, "a", 0, 1),
    ]
    #expect(Set(values).count == values.count)
    #expect(first(0, "a", 0, 0) == values[0])
  }

  @Test func momentsAreThoseOfTheDistributions() {
    let n = 200_000
    let normal = Tensor(normal: [n], deviation: 2, from: RandomStream(seed: 9, purpose: "normal"))
    let uniform = Tensor(uniform: [n], from: RandomStream(seed: 9, purpose: "uniform"))
    #expect(abs(normal.mean().scalar) < 0.02)
    #expect(abs(normal.square().mean().scalar - 4) < 0.06)
    #expect(abs(uniform.mean().scalar - 0.5) < 0.004)
  }

  @Test func integersAreUnbiasedAndShufflesArePermutations() {
    var stream = RandomStream(seed: 4, purpose: "dice")
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[stream.integer(below: 6)] += 1 }
    for count in counts { #expect(abs(count - 10_000) < 500) }
    var order = Array(0..<1000)
    stream.shuffle(&order)
    #expect(order != Array(0..<1000))
    #expect(order.sorted() == Array(0..<1000))
  }
}
