import Kernels

/// The kernel variant that computes everything, for the record.
func kernelName() -> String { Kernels.current.name }
