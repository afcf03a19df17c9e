import Formats
import Foundation

/// How many users were at which stage of each teacher in the end, as bars of inline SVG.
struct StageBars {
  private let teachers: [(name: String, shares: [Double])]

  /// The stages in a run's last checkpoint; nil when it had no curriculum.
  init?(of folder: RunFolder, teachers names: [String]) {
    guard let checkpoint = try? Checkpoint(file: folder.file("checkpoint/student.safetensors")),
      let stages = checkpoint.stages, stages.shape.count == 2, stages.shape[0] == names.count
    else { return nil }
    let users = stages.shape[1]
    let values = stages.values
    let count = Int(values.max() ?? 0) + 1
    teachers = names.enumerated().map { row, name in
      var shares = [Double](repeating: 0, count: count)
      for value in values[row * users..<(row + 1) * users] { shares[Int(value)] += 1 }
      return (name, shares.map { $0 / Double(max(1, users)) })
    }
  }

  /// The bars: a row a teacher, a segment a stage, the later the stronger.
  var svg: String {
    let (left, width, row) = (92.0, 400.0, 30.0)
    let height = 40 + row * Double(teachers.count)
    let bars = teachers.enumerated().map { index, teacher in
      let y = 30 + row * Double(index)
      var x = left
      var parts = ["<text x=\"0\" y=\"\(y + 15)\">\(escaped(teacher.name))</text>"]
      for (stage, share) in teacher.shares.enumerated() where share > 0 {
        let strength = Double(stage + 1) / Double(teacher.shares.count)
        parts.append(
          String(
            format: "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"20\" "
              + "fill-opacity=\"%.2f\"><title>stage %d: %.1f %% of users</title></rect>", x, y,
            share * width, strength, stage, 100 * share))
        x += share * width
      }
      return parts.joined()
    }
    return """
      <svg viewBox="0 0 520 \(Int(height))" role="img" aria-label="stages of users at the end">
      <text class="title" x="0" y="16">users by stage at the end, first stage pale, last full</text>
      \(bars.joined(separator: "\n"))
      </svg>
      """
  }
}
