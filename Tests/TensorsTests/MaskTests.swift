import Tensors
import Testing

@Suite struct MaskTests {
  @Test func comparisonsAndConnectivesStretch() throws {
    let table = try Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    let perRow = try Tensor([2, 5], shape: [2, 1])
    let greater = try table.compare(perRow, >)
    #expect(greater == (try Mask([false, false, true, false, false, true], shape: [2, 3])))
    let column = try Mask([true, false], shape: [2, 1])
    #expect(try (greater & column).values == [false, false, true, false, false, false])
    #expect(try (column | greater).values == [true, true, true, false, false, true])
    #expect(try table.compare(Tensor(3), <).trueCount == 2)
  }

  @Test func shapesThatDoNotStretchAreRefused() throws {
    let two = try Mask([true, true], shape: [2])
    let three = try Mask([true, true, true], shape: [3])
    #expect(throws: TensorError.self) { try two & three }
  }
}
