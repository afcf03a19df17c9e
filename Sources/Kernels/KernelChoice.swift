import CMachine

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Why `HETCOMP_KERNEL` cannot be followed.
public enum KernelError: Error, Equatable, CustomStringConvertible {
  /// No kernels of this name exist.
  case unknown(String, known: [String])
  /// This processor cannot run kernels of this name.
  case unsupported(String, supported: [String])

  /// One sentence that names the value and what would do.
  public var description: String {
    switch self {
    case .unknown(let name, let known):
      "HETCOMP_KERNEL=\(name) names no kernel: use one of \(known.joined(separator: ", "))"
    case .unsupported(let name, let supported):
      "HETCOMP_KERNEL=\(name) needs another processor: this one runs "
        + supported.joined(separator: ", ")
    }
  }
}

extension Kernels {
  /// Every name `HETCOMP_KERNEL` may have on some processor.
  public static let names = ["baseline", "avx2", "avx512", "neon"]

  /// What this processor can run, slowest first.
  public static let supported: [Kernels] = {
    #if arch(x86_64)
      switch processor_level() {
      case 4: [baseline, avx2, avx512]
      case 3: [baseline, avx2]
      default: [baseline]
      }
    #else
      [baseline]
    #endif
  }()

  /// The kernels of a name, or the fastest supported when there is none.
  /// - Throws: ``KernelError`` for a name that does not exist or that this processor cannot run.
  public static func named(_ name: String?) throws(KernelError) -> Kernels {
    guard let name, !name.isEmpty else { return supported[supported.count - 1] }
    for kernels in supported where kernels.name == name { return kernels }
    guard names.contains(name) else { throw .unknown(name, known: names) }
    throw .unsupported(name, supported: supported.map(\.name))
  }

  /// What the variable `HETCOMP_KERNEL` asks for; a program should check it when it starts.
  public static let requested: Result<Kernels, KernelError> = {
    let name = getenv("HETCOMP_KERNEL").map { String(cString: $0) }
    do throws(KernelError) { return .success(try named(name)) } catch { return .failure(error) }
  }()

  /// The kernels in use: those requested, else (said on stderr) the fastest supported.
  public static let current: Kernels = {
    switch requested {
    case .success(let kernels): return kernels
    case .failure(let error):
      let fastest = supported[supported.count - 1]
      let line = "\(error); using \(fastest.name)\n"
      _ = write(STDERR_FILENO, line, line.utf8.count)
      return fastest
    }
  }()
}
