import KernelsBaseline

extension Kernels {
  static let baseline = Kernels(
    name: baselineName, width: KernelsBaseline.panelWidth(),
    exp: KernelsBaseline.exp, log: KernelsBaseline.log, tanh: KernelsBaseline.tanh,
    sigmoid: KernelsBaseline.sigmoid, softplus: KernelsBaseline.softplus,
    sqrt: KernelsBaseline.sqrt,
    add: KernelsBaseline.add, subtract: KernelsBaseline.subtract,
    multiply: KernelsBaseline.multiply,
    divide: KernelsBaseline.divide, addProduct: KernelsBaseline.addProduct,
    scale: KernelsBaseline.scale, axpy: KernelsBaseline.axpy,
    addRectified: KernelsBaseline.addRectified,
    sum: KernelsBaseline.sum, dot: KernelsBaseline.dot, maximum: KernelsBaseline.maximum,
    gatherDot: KernelsBaseline.gatherDot, addRows: KernelsBaseline.addRows,
    multiplySparse: KernelsBaseline.multiplySparse,
    scatterRows: KernelsBaseline.scatterRows, scatterRow: KernelsBaseline.scatterRow,
    multiplyMatrices: KernelsBaseline.multiplyMatrices,
    adam: KernelsBaseline.adam, sgd: KernelsBaseline.sgd,
    peak: KernelsBaseline.peak,
    catalogue: CatalogueKernels(
      packedCount: KernelsBaseline.packedCount, userTile: KernelsBaseline.userTile,
      pack: KernelsBaseline.packItems, squaredNorms: KernelsBaseline.squaredNorms,
      forward: KernelsBaseline.massForward, backward: KernelsBaseline.massBackward))
}

/// What `KernelsBaseline` is compiled for: the least this architecture has.
#if arch(arm64)
  private let baselineName = "neon"
#else
  private let baselineName = "baseline"
#endif
