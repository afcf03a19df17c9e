/// The mistakes of a script that are beyond doubt, so that a run may be refused for them.
///
/// A name that nothing known resembles may be meant for another day, and a script with an
/// environment of its own knows its names better: neither is reported.
struct CertainMistakes {
  private let found: [ScriptScan.Finding]
  private let file: String

  /// The mistakes that a scan has found.
  init(in script: ScannedScript) {
    file = script.file
    let scan = script.scan
    found = scan.hasOwnEnvironment ? [] : scan.findings.filter(Self.isCertain)
  }

  private static func isCertain(_ finding: ScriptScan.Finding) -> Bool {
    let signs = ["did you mean", "assignment to global", " is a method:", " is no method:"]
    return signs.contains { finding.message.contains($0) }
  }

  /// The first of them as an error, and how many more there are.
  var error: ConfigError? {
    guard let first = found.first else { return nil }
    let others = found.count - 1
    let more = others == 0 ? "" : "; \(others) more mistake\(others == 1 ? "" : "s") in this file"
    return ConfigError(origin: "\(file):\(first.line)", message: first.message + more)
  }
}
