import Plugins
import Testing

/// The rows that the reference and the definitions are made from.
@Suite struct ReferenceTests {
  @Test func everyNameHasSignatureAndHelp() {
    let types = APIReference.types
    #expect(types.map(\.name).contains("tensor") && types.map(\.name).contains("objective"))
    for type in types {
      #expect(!type.summary.isEmpty && !type.entries.isEmpty, "\(type.name)")
      #expect(Set(type.entries.map(\.name)).count == type.entries.count, "\(type.name)")
      for entry in type.entries {
        #expect(
          !entry.signature.isEmpty && !entry.help.isEmpty && !entry.allowed.isEmpty
            && entry.owner == type.name, "\(type.name).\(entry.name)")
      }
    }
  }
}
