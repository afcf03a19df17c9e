#if canImport(Glibc)
  import Glibc

  /// Cores this process may run on.
  func processorCount() -> Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
#else
  import Darwin

  /// Cores this process may run on.
  func processorCount() -> Int { Int(sysconf(_SC_NPROCESSORS_ONLN)) }
#endif
