import Trajectories

/// Several learning curves in one picture that stands alone.
public struct CurvePicture: Sendable {
  private let chart: LineChart

  /// The picture of `curves`, with horizontal line `level` if given.
  public init(
    _ title: String, _ curves: [LearningCurve], level: (value: Double, label: String)? = nil
  ) {
    chart = LineChart(
      title,
      curves.enumerated().map { index, curve in
        LineChart.Series(
          label: curve.label, color: index % 8 + 1,
          points: curve.points.map { ($0.epoch, $0.value) })
      },
      marks: curves.first?.phaseStart.map { [($0, "rank phase")] } ?? [],
      level: level.map { ($0.value, $0.label) })
  }

  /// How near each teacher's stages are to its last one, by epoch, or by stage where no file names
  /// epochs.
  public init(_ survey: TrajectorySurvey) {
    chart = LineChart(
      "overlap@\(survey.k) with the last stage",
      survey.teachers.enumerated().map { index, teacher in
        LineChart.Series(
          label: teacher.name, color: index % 8 + 1,
          points: teacher.stages.enumerated().map { place, stage in
            (Double(stage.epoch ?? place), stage.overlap)
          })
      })
  }

  /// The picture as an SVG file.
  public var svg: String { chart.file }
}
