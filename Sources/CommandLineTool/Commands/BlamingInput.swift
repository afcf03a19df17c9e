import Experiments

/// Does what depends on given files alone: an error that is none of the tool's own is a mistake in them.
/// - Throws: ``ExperimentError``.
func blamingInput<Result>(_ body: () throws -> Result) throws -> Result {
  do { return try body() } catch { throw ExperimentError.asInput(error) }
}
