#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

func logarithm(_ x: Double) -> Double { log(x) }

func sineCosine(_ x: Double) -> (sine: Double, cosine: Double) { (sin(x), cos(x)) }

func exponential(_ x: Float) -> Float { expf(x) }

func logarithm(_ x: Float) -> Float { logf(x) }

func power(_ x: Float, _ y: Float) -> Float { powf(x, y) }
