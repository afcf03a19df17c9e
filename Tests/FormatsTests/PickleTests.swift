import Formats
import Foundation
import Testing

/// Pickles as Python writes them, every protocol.
@Suite struct PickleTests {
  @Test func thereIsACaseOfEveryProtocol() {
    for kind in ["plain", "sets", "loop"] { #expect(PythonCase.all(kind).count == 6) }
    #expect(PythonCase.all("arrays").count == 12)
  }

  @Test(arguments: PythonCase.all("plain"))
  func plainData(_ file: PythonCase) throws {
    let root = try Pickle(file.data, source: file.name).root
    #expect(root.entries?.count == 14)
    #expect(root["none"]?.isNone == true && root["small"]?.int == 7 && root["two"]?.int == 513)
    #expect(root["yes"]?.int == 1 && root["no"]?.int == 0)
    #expect(root["four"]?.int == -70000 && root["eight"]?.int == -(1 << 62))
    #expect(root["half"]?.double == 0.5 && root["text"]?.string == "naïve \\ \n 中")
    #expect(root["bytes"]?.bytes == Data([0, 255]))
    #expect(root["list"]?.elements?[1].elements?[1].integers == [3])
    #expect(root["tuple"]?.integers == [1, 2, 3, 4])
    #expect(root["empty"]?.elements?.map { $0.elements?.count ?? $0.entries?.count } == [0, 0, 0])
    let nested = try #require(root["nested"]?.entries?.first)
    #expect(nested.key.int == 3 && nested.value["a"]?.int == 1)
  }

  @Test(arguments: PythonCase.all("sets"))
  func setsAndTheirKin(_ file: PythonCase) throws {
    let parts = try #require(try Pickle(file.data, source: file.name).root.elements)
    #expect(parts[0].integers?.sorted() == [1, 3, 5] && parts[1].integers == [2])
    #expect(parts[2]["b"]?.int == 2 && parts[2].entries?.count == 2)
    #expect(parts[3].entries?.first?.value.integers == [9])
    #expect(parts[4].bytes == Data("ab".utf8))
  }

  @Test(arguments: PythonCase.all("loop"))
  func listsMayHoldThemselves(_ file: PythonCase) throws {
    let root = try Pickle(file.data, source: file.name).root
    #expect(root.elements?[2].elements?[2].elements?[0].integers == [1])
  }

  @Test(arguments: PythonCase.all("arrays"))
  func arraysOfBothNumpys(_ file: PythonCase) throws {
    let root = try Pickle(file.data, source: file.name).root
    func array(_ name: String) throws -> StoredArray { try #require(root[name]?.array) }
    let halves: [Float] = [0, 0.5, 1, 1.5, 2, 2.5]
    #expect(try array("c").all() == halves && array("fortran").all() == halves)
    #expect(try array("fortran").floats(rows: 1..<2, of: "f") == [1.5, 2, 2.5])
    #expect(try array("big").integers(rows: 0..<2, of: "b") == [0, 0, 1, 1, 2, 2])
    #expect(try array("strided").all() == [0, 1, 1.5, 2.5])
    #expect(try array("none").shape == [0, 4] && array("none").all() == [])
    #expect(root["u8"]?.integers == [0, 255])
    #expect(root["scalar"]?.double == 1.5 && root["count"]?.int == 9 && root["flag"]?.int == 1)
  }

  @Test(arguments: PythonCase.all("refused"))
  func everythingElseIsRefusedByName(_ file: PythonCase) throws {
    let error = try #require(throws: ForeignFileError.self) {
      try Pickle(file.data, source: "x.pkl")
    }
    let wanted = try #require(file.expected["problem"]?.string)
    #expect(error.description.contains(wanted) && error.description.hasPrefix("x.pkl: "))
  }

  @Test(arguments: PythonCase.all("torch"))
  func tensorsOfPyTorch(_ file: PythonCase) throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t.pt"
      try AtomicFile.write(file.data, to: path)
      guard case .pickle(let pickle) = try ArrayFile(path) else {
        Issue.record("a PyTorch file is a pickle")
        return
      }
      func values(_ name: String) throws -> [Float] {
        try #require(pickle.root[name]?.array).all()
      }
      #expect(try values("a") == [0, 1, 2, 3, 4, 5] && values("half") == [0, 1, 2, 3, 4, 5])
      #expect(try values("turned") == [0, 3, 1, 4, 2, 5] && values("ids") == [0, 1, 2])
    }
  }

  @Test func aTensorMayBeMuchLargerThanItsPickle() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/large.pt"
      try TorchFile.matrix(rows: 1000, columns: 1500).write(to: URL(filePath: path))
      let matrix = try #require(try Pickle(torch: path).root.array)
      #expect(matrix.shape == [1000, 1500])
      #expect(
        try matrix.floats(rows: 999..<1000, of: path) == [Float](repeating: 0, count: 1499) + [1])
    }
  }

  @Test func depthCostsNothing() throws {
    var nested = [UInt8](repeating: UInt8(ascii: "]"), count: 400_000)
    nested += [UInt8](repeating: UInt8(ascii: "a"), count: 399_999) + [UInt8(ascii: ".")]
    #expect(try Pickle(Data(nested), source: "deep").root.elements?.count == 1)
  }

  @Test func aPickleCannotAskForEndlessCopies() throws {
    // A list of 20,000, then list(it) with one more element, again and again.
    var bytes = Array("(".utf8) + [UInt8](repeating: UInt8(ascii: "N"), count: 20_000)
    bytes += Array("lp0\n".utf8)
    for _ in 0..<20_000 {
      bytes += Array("0cbuiltins\nlist\ng0\n\u{85}RNa".utf8.filter { $0 != 0xc2 })
    }
    bytes.append(UInt8(ascii: "."))
    let error = try #require(throws: ForeignFileError.self) {
      try Pickle(Data(bytes), source: "bomb")
    }
    #expect(error.problem.contains("again and again"))
  }
}
