import Kernels
import Measuring
import Tensors

/// Matrix products on one thread.
func benchmarkProducts(_ kernels: Kernels, peak: Double) {
  for (m, n, k) in [
    (512, 25000, 200), (1024, 600, 200), (512, 600, 25000), (512, 200, 600), (25000, 64, 64),
    (8, 25000, 64), (25000, 1, 64),
  ] {
    let (a, b) = ([Float](repeating: 0.5, count: m * k), [Float](repeating: 0.25, count: k * n))
    var c = [Float](repeating: 0, count: m * n)
    let seconds = cost(of: 7) {
      kernels.multiplyMatrices(m, n, k, a, k, 1, b, n, 1, &c, n, false)
    }.processor
    let rate = 2 * Double(m) * Double(n) * Double(k) / seconds
    print(
      "  gemm \(m)x\(n)x\(k)".padded(26), (seconds * 1e3).text(3, 9), "ms",
      (rate / 1e9).text(0, 5), "GF/s", (100 * rate / peak).text(0, 4), "% of peak")
  }
}
