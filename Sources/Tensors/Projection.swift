import Kernels

extension Parameter {
  /// Moves every row of a matrix that lies outside the ball of `radius` about the origin to the
  /// nearest point of it.
  public func projectRows(intoBall radius: Float) {
    precondition(value.rank == 2 && radius > 0)
    let (base, width) = (value.base, value.shape[1])
    Parallel.forEach(value.shape[0], grain: 1024) { range in
      for row in range {
        let at = base + row * width
        let squared = Kernels.current.dot(at, at, width)
        guard squared > radius * radius else { continue }
        Kernels.current.scale(radius / squared.squareRoot(), at, at, width)
      }
    }
    noteChange()
  }
}
