extension Tensor {
  /// The elements of `yes` where the mask is true and of `no` elsewhere, all three stretched to one
  /// shape; the gradient goes to whichever was taken.
  public static func choose(
    _ mask: Mask, _ yes: Tensor, _ no: Tensor
  ) throws(TensorError) -> Tensor {
    let values = try Broadcasting.shape(yes.shape, no.shape, "where")
    let common = try Broadcasting.shape(mask.shape, values, "where")
    let taken = mask.ones.stretched(to: common)
    let (a, b) = (yes.stretched(to: common), no.stretched(to: common))
    let result = Tensor(uninitialized: common)
    for i in 0..<result.count { result.base[i] = taken.base[i] != 0 ? a.base[i] : b.base[i] }
    return Tensor(shape: common, storage: result.storage, of: [yes, no]) {
      [yesNode = yes.node, noNode = no.node, yesShape = yes.shape, noShape = no.shape] gradient in
      func part(where wanted: Float) -> Tensor {
        let part = Tensor(zeros: common)
        for i in 0..<part.count where taken.base[i] == wanted { part.base[i] = gradient.base[i] }
        return part
      }
      yesNode?.accumulate(part(where: 1).summed(to: yesShape))
      noNode?.accumulate(part(where: 0).summed(to: noShape))
    }
  }

  /// The larger of each two elements, with broadcasting; of equals the left one gets the gradient.
  public static func larger(_ left: Tensor, _ right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "maximum", { a, b, out, n in for i in 0..<n { out[i] = a[i] >= b[i] ? a[i] : b[i] } },
      left: { g, a, b, out, n in for i in 0..<n { out[i] = a[i] >= b[i] ? g[i] : 0 } },
      right: { g, a, b, out, n in for i in 0..<n { out[i] = a[i] >= b[i] ? 0 : g[i] } })
  }

  /// The smaller of each two elements, with broadcasting; of equals the left one gets the gradient.
  public static func smaller(_ left: Tensor, _ right: Tensor) throws(TensorError) -> Tensor {
    try left.combined(
      right, "minimum", { a, b, out, n in for i in 0..<n { out[i] = a[i] <= b[i] ? a[i] : b[i] } },
      left: { g, a, b, out, n in for i in 0..<n { out[i] = a[i] <= b[i] ? g[i] : 0 } },
      right: { g, a, b, out, n in for i in 0..<n { out[i] = a[i] <= b[i] ? 0 : g[i] } })
  }
}
