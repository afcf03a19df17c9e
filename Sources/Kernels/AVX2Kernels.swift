#if arch(x86_64)
  import KernelsAVX2

  extension Kernels {
    static let avx2 = Kernels(
      name: "avx2", width: KernelsAVX2.panelWidth(),
      exp: KernelsAVX2.exp, log: KernelsAVX2.log, tanh: KernelsAVX2.tanh,
      sigmoid: KernelsAVX2.sigmoid, softplus: KernelsAVX2.softplus, sqrt: KernelsAVX2.sqrt,
      add: KernelsAVX2.add, subtract: KernelsAVX2.subtract, multiply: KernelsAVX2.multiply,
      divide: KernelsAVX2.divide, addProduct: KernelsAVX2.addProduct,
      scale: KernelsAVX2.scale, axpy: KernelsAVX2.axpy,
      addRectified: KernelsAVX2.addRectified,
      sum: KernelsAVX2.sum, dot: KernelsAVX2.dot, maximum: KernelsAVX2.maximum,
      gatherDot: KernelsAVX2.gatherDot, addRows: KernelsAVX2.addRows,
      multiplySparse: KernelsAVX2.multiplySparse,
      scatterRows: KernelsAVX2.scatterRows, scatterRow: KernelsAVX2.scatterRow,
      multiplyMatrices: KernelsAVX2.multiplyMatrices,
      adam: KernelsAVX2.adam, sgd: KernelsAVX2.sgd,
      peak: KernelsAVX2.peak,
      catalogue: CatalogueKernels(
        packedCount: KernelsAVX2.packedCount, userTile: KernelsAVX2.userTile,
        pack: KernelsAVX2.packItems, squaredNorms: KernelsAVX2.squaredNorms,
        forward: KernelsAVX2.massForward, backward: KernelsAVX2.massBackward))
  }
#endif
