import Kernels
import Measuring
import Tensors

/// Measures what the project spends its time in. `HETCOMP_KERNEL` chooses the kernels of the tensor
/// operations; single kernels are measured in every variant this processor runs.
@main
struct Run {
  static func main() throws {
    let chosen = try Kernels.requested.get()
    for kernels in Kernels.supported {
      let best = peak(kernels)
      print("\(kernels.name): at best \((best / 1e9).text(0, 0)) GF/s on one thread")
      benchmarkProducts(kernels, peak: best)
      benchmarkFunctions(kernels)
    }
    print("\(chosen.name): the mass of a catalogue of 25181 items")
    try benchmarkMasses(peak: peak(chosen))
  }
}
