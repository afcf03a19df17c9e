#if arch(x86_64)
  import KernelsAVX512

  extension Kernels {
    static let avx512 = Kernels(
      name: "avx512", width: KernelsAVX512.panelWidth(),
      exp: KernelsAVX512.exp, log: KernelsAVX512.log, tanh: KernelsAVX512.tanh,
      sigmoid: KernelsAVX512.sigmoid, softplus: KernelsAVX512.softplus, sqrt: KernelsAVX512.sqrt,
      add: KernelsAVX512.add, subtract: KernelsAVX512.subtract, multiply: KernelsAVX512.multiply,
      divide: KernelsAVX512.divide, addProduct: KernelsAVX512.addProduct,
      scale: KernelsAVX512.scale, axpy: KernelsAVX512.axpy,
      addRectified: KernelsAVX512.addRectified,
      sum: KernelsAVX512.sum, dot: KernelsAVX512.dot, maximum: KernelsAVX512.maximum,
      gatherDot: KernelsAVX512.gatherDot, addRows: KernelsAVX512.addRows,
      multiplySparse: KernelsAVX512.multiplySparse,
      scatterRows: KernelsAVX512.scatterRows, scatterRow: KernelsAVX512.scatterRow,
      multiplyMatrices: KernelsAVX512.multiplyMatrices,
      adam: KernelsAVX512.adam, sgd: KernelsAVX512.sgd,
      peak: KernelsAVX512.peak,
      catalogue: CatalogueKernels(
        packedCount: KernelsAVX512.packedCount, userTile: KernelsAVX512.userTile,
        pack: KernelsAVX512.packItems, squaredNorms: KernelsAVX512.squaredNorms,
        forward: KernelsAVX512.massForward, backward: KernelsAVX512.massBackward))
  }
#endif
