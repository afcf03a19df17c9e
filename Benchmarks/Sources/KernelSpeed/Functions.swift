import Kernels
import Measuring

/// Nanoseconds an element of the elementwise kernels, on ranges that fit the cache.
func benchmarkFunctions(_ kernels: Kernels) {
  let count = 4096
  let x = (0..<count).map { Float($0) / 512 + 0.01 }
  var y = x
  for (name, f) in [
    ("exp", kernels.exp), ("log", kernels.log), ("tanh", kernels.tanh),
    ("sigmoid", kernels.sigmoid), ("softplus", kernels.softplus), ("sqrt", kernels.sqrt),
  ] {
    let seconds = cost(of: 7) { for _ in 0..<100 { f(x, &y, count) } }.processor
    print("  \(name)".padded(26), (seconds * 1e9 / Double(100 * count)).text(3, 9), "ns")
  }
  var (p, g, m, v) = (x, x, x, x)
  let seconds = cost(of: 7) {
    for _ in 0..<100 { kernels.adam(&p, &g, &m, &v, count, 0.001, 0.1, 0.999, 0.001, 1e-8, 0.5, 0) }
  }.processor
  print("  adam".padded(26), (seconds * 1e9 / Double(100 * count)).text(3, 9), "ns")
}
