import Kernels
import Testing

@Suite struct ChoiceTests {
  @Test func aNameIsFollowedOrRefused() throws {
    let fastest = try #require(Kernels.supported.last)
    #expect(try Kernels.named(nil).name == fastest.name)
    for kernels in Kernels.supported {
      #expect(try Kernels.named(kernels.name).name == kernels.name)
    }
    #expect(throws: KernelError.unknown("sse9", known: Kernels.names)) {
      try Kernels.named("sse9")
    }
    for name in Kernels.names where !Kernels.supported.contains(where: { $0.name == name }) {
      #expect(throws: KernelError.unsupported(name, supported: Kernels.supported.map(\.name))) {
        try Kernels.named(name)
      }
    }
  }
}
