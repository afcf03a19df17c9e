import ArgumentParser

/// What every command takes that looks for mistakes in config and plugins before it begins.
struct CheckOptions: ParsableArguments {
  @Flag(
    name: .customLong("no-check"),
    help: "Start even if a misspelt name or a forgotten local is seen in config or plugins.")
  var skipsCheck = false
}
