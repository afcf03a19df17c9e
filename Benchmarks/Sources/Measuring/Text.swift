extension Double {
  /// A fixed number of digits after the point, right-aligned.
  public func text(_ digits: Int, _ width: Int) -> String {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let whole = Int((self * scale).rounded())
    let head = String(whole / Int(scale))
    let tail = String(whole % Int(scale) + Int(scale)).dropFirst()
    let text = digits > 0 ? head + "." + tail : head
    return String(repeating: " ", count: max(0, width - text.count)) + text
  }
}

extension String {
  /// Left-aligned.
  public func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
