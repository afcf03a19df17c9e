/// The CRC-32 of zip files.
enum CRC32 {
  private static let table = checksumTable(0xedb8_8320)

  /// The checksum of some bytes.
  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
    }
  }
}

/// The Castagnoli CRC-32 of RFC 3720, as TensorBoard's record files use it.
public enum CRC32C {
  private static let table = checksumTable(0x82f6_3b78)

  /// The checksum of some bytes.
  public static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { crc, byte in
      crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)]
    }
  }

  /// The checksum rotated and offset, so that a checksum of checksums stays meaningful.
  public static func masked(_ bytes: [UInt8]) -> UInt32 {
    let crc = checksum(bytes)
    return (crc >> 15 | crc << 17) &+ 0xa282_ead8
  }
}

/// What each byte adds to a checksum of a polynomial, its bits reversed.
private func checksumTable(_ polynomial: UInt32) -> [UInt32] {
  (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { crc, _ in crc >> 1 ^ (crc & 1 == 1 ? polynomial : 0) }
  }
}
