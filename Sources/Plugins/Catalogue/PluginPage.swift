/// What there is to know of one plugin.
public struct PluginPage: Sendable, Equatable {
  /// `curriculum "hetcomp"`.
  public let title: String
  /// What it does, in a line.
  public let summary: String
  /// Its file.
  public let file: String
  /// Its parameters in alphabetical order.
  public let parameters: [Parameter]
  /// The hooks it defines, with what the reference says of them.
  public let hooks: [HookRow]

  /// A declared parameter.
  public struct Parameter: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// Its default, as Lua writes it.
    public let standard: String
    /// What it may be.
    public let wanted: String
    /// One line of help.
    public let help: String
    /// Other defaults under `distill.compat`, by the name of the published code.
    public let compat: [String]
  }

  init(_ plugin: PluginDefinition, file: String) {
    title = plugin.title
    summary = plugin.summary
    self.file = file
    parameters = plugin.parameters.map(Parameter.init)
    hooks = plugin.kind.hookRows.filter { plugin.hooks.contains($0.name) }
  }

  /// What is built in under a name.
  init(native kind: PluginKind, _ name: String, _ keys: [Key]) {
    title = "\(kind.rawValue) \"\(name)\""
    summary = NativeSummary.of(kind, name)
    file = "built in"
    parameters = keys.map(Parameter.init)
    hooks = []
  }

  /// The page as a terminal shows it.
  public var text: String {
    var lines = [title, "  \(summary)", "  \(file)"]
    if !parameters.isEmpty { lines += ["", "parameters"] }
    let width = parameters.map { $0.name.count + $0.standard.count }.max() ?? 0
    for parameter in parameters {
      let start =
        parameter.standard.isEmpty
        ? parameter.name : "\(parameter.name) = \(parameter.standard)"
      let pad = String(repeating: " ", count: width + 5 - start.count)
      let compat = parameter.compat.map { " [\($0)]" }.joined()
      let help = parameter.help.isEmpty ? "" : "; \(parameter.help)"
      lines.append("  \(start)\(pad)\(parameter.wanted)\(help)\(compat)")
    }
    if !hooks.isEmpty { lines += ["", "hooks"] }
    lines += hooks.map { "  \($0.signature)  -- \($0.help)" }
    return lines.joined(separator: "\n")
  }
}
