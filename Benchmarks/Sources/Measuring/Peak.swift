import Kernels
import Tensors

/// Floating-point operations a second that one thread reaches at best.
public func peak(_ kernels: Kernels) -> Double {
  let rounds = 1_000_000
  let seconds = cost(of: 7) { _ = kernels.peak(rounds, 1e-6) }.processor
  return Double(rounds * 24 * kernels.width) / seconds
}
