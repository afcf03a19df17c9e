import Formats
import Foundation
import Testing

/// Numpy's own files.
@Suite struct NumpyTests {
  @Test(arguments: PythonCase.all("npy"))
  func arraysOfEveryType(_ file: PythonCase) throws {
    let array = try NpyFile.read(file.data, source: file.name)
    #expect(array.shape == file.expected["shape"]?.ints)
    #expect(try array.all() == file.numbers("values"))
    if array.type.isInteger {
      #expect(
        try array.integers(rows: 0..<array.rows, of: "a")
          == file.numbers("values").map { Int64($0) })
    }
  }

  @Test(arguments: PythonCase.all("texts"))
  func texts(_ file: PythonCase) throws {
    let array = try NpyFile.read(file.data, source: file.name)
    #expect(try array.texts(of: "a") == file.expected["texts"]?.array?.compactMap(\.string))
  }

  @Test(arguments: PythonCase.all("refused npy"))
  func whatIsNoPlainArrayIsRefused(_ file: PythonCase) throws {
    let error = try #require(throws: ForeignFileError.self) {
      try NpyFile.read(file.data, source: "x.npy")
    }
    #expect(error.description.contains(try #require(file.expected["problem"]?.string)))
  }

  @Test(arguments: PythonCase.all("npz"))
  func storedAndDeflatedArchives(_ file: PythonCase) throws {
    let archive = try NpzFile(file.data, source: file.name)
    #expect(archive.names == ["scores", "items"])
    #expect(try archive.array("scores").all() == file.numbers("scores"))
    #expect(try archive.array("items").integers(rows: 29..<30, of: "i") == (0..<40).map { $0 })
    let error = try #require(throws: ForeignFileError.self) { try archive.array("none") }
    #expect(error.description.contains("scores, items"))
  }

  @Test(arguments: PythonCase.all("npz items"))
  func everyKindOfBlock(_ file: PythonCase) throws {
    let array = try NpzFile(file.data, source: file.name).array("items")
    #expect(array.shape == [30, 40])
    #expect(try array.integers(rows: 7..<8, of: "i") == (0..<40).map { $0 })
  }

  @Test func aChangedByteOfADeflatedArrayIsNoticed() throws {
    let file = try #require(PythonCase.all("npz").last)
    var refused = 0
    for place in 60..<120 {
      var data = file.data
      data[place] ^= 4
      if (try? NpzFile(data, source: "x").array("scores")) == nil { refused += 1 }
    }
    #expect(refused == 60)
  }

  @Test func whatIsWrittenIsRead() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/a.npz"
      let writer = try NpzWriter(path)
      try writer.append([1, 2.5, -3, 0] as [Float], shape: [2, 2], named: "f")
      try writer.append([4, -1] as [Int32], shape: [1, 2], named: "i")
      try writer.append([1 << 40] as [Int64], named: "l")
      try writer.append(["ab", "é"], named: "t")
      try writer.commit()
      let file = try NpzFile(path)
      #expect(try file.array("f").all() == [1, 2.5, -3, 0])
      #expect(try file.array("i").integers(rows: 0..<1, of: "i") == [4, -1])
      #expect(try file.array("l").integers(rows: 0..<1, of: "l") == [1 << 40])
      #expect(try file.array("t").texts(of: "t") == ["ab", "é"])
    }
  }
}
