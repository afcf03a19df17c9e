import Foundation

extension TrajectorySurvey {
  /// A table of every teacher's stages, a line of eight heights for each number, and how far the
  /// teachers agree in the end.
  public var text: String {
    teachers.map(text).joined(separator: "\n") + agreementText
  }

  private func text(_ teacher: Teacher) -> String {
    let heads = ["stage", "epoch", teacher.metric, "overlap@\(k) with last", "agreement@\(k)"]
    let rows = teacher.stages.enumerated().map { place, stage in
      [
        "\(place)", stage.epoch.map(String.init) ?? "–", Self.shown(stage.valid),
        Self.shown(stage.overlap), Self.shown(stage.agreement),
      ]
    }
    let spark = [
      "", "", Self.spark(teacher.stages.map(\.valid)),
      Self.spark(teacher.stages.map(\.overlap)), Self.spark(teacher.stages.map(\.agreement)),
    ]
    return "\(teacher.name): \(teacher.summary)\n" + Self.aligned([heads] + rows + [spark])
      + Self.sameEpochs(teacher)
  }

  /// Which stages are one evaluation, a line for each; empty where there are none.
  private static func sameEpochs(_ teacher: Teacher) -> String {
    zip(teacher.stages.indices, zip(teacher.stages, teacher.stages.dropFirst()))
      .map { place, pair in
        guard let epoch = pair.0.epoch, epoch == pair.1.epoch else { return "" }
        return "stages \(place) and \(place + 1) are the same evaluation, after epoch \(epoch)\n"
      }.joined()
  }

  private var agreementText: String {
    guard teachers.count > 1 else { return "" }
    let rows = teachers.enumerated().map { place, teacher in
      [teacher.name] + lastAgreements[place].map { Self.shown($0) }
    }
    return "\nagreement@\(k) of the last stages\n"
      + Self.aligned([[""] + teachers.map(\.name)] + rows)
  }

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }
        .joined(separator: "  ") + "\n"
    }.joined()
  }

  private static func shown(_ value: Double?) -> String {
    value.map { String(format: "%.4f", $0) } ?? "–"
  }

  /// One character of eight heights a value, the least lowest.
  static func spark(_ values: [Double?]) -> String {
    let known = values.compactMap { $0 }
    guard let least = known.min(), let most = known.max() else { return "" }
    return String(
      values.map { value -> Character in
        guard let value else { return " " }
        let share = most > least ? (value - least) / (most - least) : 1
        return Array("▁▂▃▄▅▆▇█")[Int(exactly: (share * 7).rounded()) ?? 0]
      })
  }
}
