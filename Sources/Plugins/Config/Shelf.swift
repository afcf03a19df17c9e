/// Where a name in a config is looked up: native things, plugins of a kind, or any name at all.
struct Shelf {
  /// What is found here, with its article: "a curriculum".
  let noun: String
  /// The plugins that may stand here.
  var kind: PluginKind?
  /// Native things and their parameters.
  var native: [String: [Key]] = [:]
  /// The parameters of a name that is not checked here, such as a dataset's.
  var openKeys: [Key] = []
  var isOpen = false
  /// Under which member a resolved config keeps the name.
  var nameKey = "name"
  /// The key below which the page of all keys tells of it, where that is not the key it stands at.
  var toldAt: String?

  /// The parameters of a native thing; nil when there is none of the name.
  func keys(of name: String) -> [Key]? {
    native[name] ?? (kind == .schedule ? ScheduleRule(rawValue: name)?.keys : nil)
  }

  /// The names of the native things, sorted.
  var nativeNames: [String] {
    (native.keys + (kind == .schedule ? ScheduleRule.allCases.map(\.rawValue) : [])).sorted()
  }

  /// The plugins of a kind, and native things beside them.
  static func plugins(_ kind: PluginKind, native: [String: [Key]] = [:]) -> Shelf {
    Shelf(noun: kind.noun, kind: kind, native: native)
  }
}
