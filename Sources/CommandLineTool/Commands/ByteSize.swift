import ArgumentParser

/// A number of bytes, read from `512MB`, `1.5GB` or a plain number.
struct ByteSize: ExpressibleByArgument {
  let bytes: Int

  init(bytes: Int) { self.bytes = bytes }

  init?(argument: String) {
    let units: [(String, Double)] = [("KB", 1e3), ("MB", 1e6), ("GB", 1e9), ("B", 1)]
    let text = argument.uppercased()
    let (suffix, factor) = units.first { text.hasSuffix($0.0) } ?? ("", 1)
    guard let number = Double(text.dropLast(suffix.count)), number >= 1, number * factor < 1e15
    else {
      return nil
    }
    bytes = Int(number * factor)
  }

  var defaultValueDescription: String { "\(bytes / 1_000_000)MB" }
}
