import Foundation
import Measuring
import Plugins

/// A million temporaries of 16 kB each, 16 GB in all: the memory that they hold at once stays small,
/// because Lua's collector is told what hangs on them.
func benchmarkCollector() throws {
  let session = try PromptSession.ofProject()
  try session.run("t = hc.full(0, 4096)")
  let before = residentPeak()
  let cost = try Cost { try session.run("local t = t; for i = 1, 1000000 do local _ = t + i end") }
  print(
    "a million temporaries of 16 kB:", (cost.processor * 1e3).text(0, 0), "ns each, peak memory",
    (before / 1e6).text(0, 0), "MB before and", (residentPeak() / 1e6).text(0, 0), "MB after")
}

/// The most bytes that this process has held at once.
private func residentPeak() -> Double {
  var usage = rusage()
  #if os(Linux)
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return Double(usage.ru_maxrss) * 1024
  #else
    getrusage(RUSAGE_SELF, &usage)
    return Double(usage.ru_maxrss)
  #endif
}
