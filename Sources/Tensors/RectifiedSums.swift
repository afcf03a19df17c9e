import Kernels

extension Tensor {
  /// Scores of a rectified hidden layer whose input is a user's part plus an item's part:
  /// out_ui = base_ui + Σ_h w_h · max(a_uh + c_hi, 0); untracked.
  ///
  /// *Shapes* base [b, n], users [b, h], items [h, n] (a hidden unit a row), weights [h] → [b, n].
  /// - Throws: ``TensorError/shapes(operation:left:right:)`` for shapes that do not fit.
  /// - Complexity: O(b·n·h) time; users × items × hidden is never held.
  public static func rectifiedSums(
    base: Tensor, users: Tensor, items: Tensor, weights: Tensor
  ) throws(TensorError) -> Tensor {
    guard users.rank == 2, items.rank == 2, users.shape[1] == items.shape[0] else {
      throw .shapes(operation: "rectifiedSums", left: users.shape, right: items.shape)
    }
    guard weights.shape == [items.shape[0]] else {
      throw .shapes(operation: "rectifiedSums", left: items.shape, right: weights.shape)
    }
    guard base.shape == [users.shape[0], items.shape[1]] else {
      throw .shapes(operation: "rectifiedSums", left: base.shape, right: items.shape)
    }
    let result = base.copy()
    let (rows, hidden, count) = (users.shape[0], users.shape[1], items.shape[1])
    Parallel.forEach(count, grain: itemsInCache) { range in
      let start = range.lowerBound
      for row in 0..<rows {
        for unit in 0..<hidden {
          Kernels.current.addRectified(
            weights.base[unit], users.base[row * hidden + unit],
            items.base + unit * count + start, result.base + row * count + start, range.count)
        }
      }
    }
    return result
  }

  /// Items at once, so that their hidden parts stay in the second-level cache over all users.
  private static let itemsInCache = 1024
}
