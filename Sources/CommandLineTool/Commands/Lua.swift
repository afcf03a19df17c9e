import ArgumentParser
import Experiments
import LuaRuntime
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
    guard let code else { return try talk(session) }
    switch session.evaluate(code) {
    case .values(let text): if !text.isEmpty { Terminal.result(text) }
    case .incomplete: throw ExperimentError.input("-e: the code ends too early.")
    case .failed(let reason): throw ExperimentError.failed(reason)
    }
  }

  private static let help = """
    Lua 5.4; hc has the words of plugins, spec the tiny world of specs: world = spec.world()
    hc.tensor shows a function's signature; globals live on, locals for one line
    Tab completes names, ↑ brings earlier lines back, Ctrl-C drops a line, exit or Ctrl-D ends
    """

  /// Reads until the end; without a terminal the first failure ends it.
  private func talk(_ session: PromptSession) throws {
    let editor = LineEditor(history: .usual, complete: session.completions)
    if editor.isInteractive {
      Terminal.result(
        "hetcomp \(Release.version), Lua \(LuaState.version) – Tab completes; help, exit")
    }
    var pending = ""
    while true {
      switch editor.read(pending.isEmpty ? "> " : ">> ") {
      case .end:
        if !pending.isEmpty { throw ExperimentError.input("the code ends too early.") }
        return
      case .cancelled: pending = ""
      case .text("exit") where pending.isEmpty, .text("quit") where pending.isEmpty: return
      case .text("help") where pending.isEmpty: Terminal.result(Self.help)
      case .text(let line):
        let text = pending.isEmpty ? line : "\(pending)\n\(line)"
        pending = ""
        let answer = session.evaluate(text)
        if answer == .incomplete { pending = text } else { editor.keep(text) }
        try show(answer, isInteractive: editor.isInteractive)
      }
    }
  }

  private func show(_ answer: PromptSession.Answer, isInteractive: Bool) throws {
    switch answer {
    case .incomplete: break
    case .values(let shown): if !shown.isEmpty { Terminal.result(shown) }
    case .failed(let reason):
      guard isInteractive else { throw ExperimentError.failed(reason) }
      Terminal.note(reason)
    }
  }
}
