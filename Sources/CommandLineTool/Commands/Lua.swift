import ArgumentParser
import Experiments
import Plugins

/// `hetcomp lua [FILE | -e CODE]`
struct Lua: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a Lua file or a line of code, or begin a prompt.",
    discussion: """
      The names are those of plugins, with `hc` and the tiny world of specs, `spec`, at hand. At the \
      prompt globals may be assigned; Tab completes names, arrows go through the history.
      """)

  @Argument(help: "A Lua file.")
  var file: String?

  @Option(name: .customShort("e"), help: "A line of code; the values it gives are printed.")
  var code: String?

  @OptionGroup var options: PluginOptions

  func validate() throws {
    if file != nil, code != nil { throw ValidationError("Give a file or -e CODE, not both.") }
  }

  func run() throws {
    let library = try options.library()
    installLuaInterrupt(library.interrupter)
    let session = try PromptSession(library)
    if let file { return try session.run(file: Project.find(file)) }
    guard let code else { return talk(session) }
    switch session.evaluate(code) {
    case .values(let text): if !text.isEmpty { Terminal.result(text) }
    case .incomplete: throw ExperimentError.input("-e: the code ends too early.")
    case .failed(let reason): throw ExperimentError.failed(reason)
    }
  }

  private func talk(_ session: PromptSession) {
    let editor = LineEditor(history: .usual, complete: session.completions)
    var pending = ""
    while true {
      switch editor.read(pending.isEmpty ? "> " : ">> ") {
      case .end: return
      case .cancelled: pending = ""
      case .text(let line):
        let text = pending.isEmpty ? line : "\(pending)\n\(line)"
        pending = ""
        switch session.evaluate(text) {
        case .incomplete: pending = text
        case .values(let shown): if !shown.isEmpty { Terminal.result(shown) }
        case .failed(let reason): Terminal.note(reason)
        }
      }
    }
  }
}
