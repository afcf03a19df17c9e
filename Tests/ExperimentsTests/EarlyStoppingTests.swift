import Experiments
import Testing

@Suite struct EarlyStoppingTests {
  @Test func everyPhaseHasItsWholePatience() {
    var stopping = EarlyStopping(patience: 2)
    #expect(record([0.5, 0.4, 0.4], in: &stopping) == [true, false, false])
    #expect(stopping.isExhausted)
    stopping.beginPhase()
    #expect(record([0.2, 0.3, 0.3], in: &stopping) == [false, false, false])
    #expect(!stopping.isExhausted)
    #expect(record([0.1], in: &stopping) == [false])
    #expect(stopping.isExhausted)
    #expect(stopping.best == 0.5)
  }

  @Test func noNumberIsNeverBetter() {
    var stopping = EarlyStopping(patience: 1)
    #expect(record([.nan], in: &stopping) == [false])
    #expect(stopping.isExhausted)
    #expect(record([0, 0], in: &stopping) == [true, false])
    #expect(stopping.bestEpoch == 0)
  }

  /// Records values at epochs 0, 1 …; whether each was the best of all.
  private func record(_ values: [Double], in stopping: inout EarlyStopping) -> [Bool] {
    values.enumerated().map { stopping.record($1, epoch: $0) }
  }
}
