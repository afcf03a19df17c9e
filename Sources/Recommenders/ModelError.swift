/// What is wrong with a model's name, its parameters or its file.
public enum ModelError: Error, Equatable, CustomStringConvertible {
  /// No model has this name.
  case kind(found: String, nearest: String, known: [String])
  /// The model has no parameter of this name.
  case parameter(kind: String, found: String, nearest: String, known: [String])
  /// A parameter's value is outside its range.
  case value(kind: String, parameter: String, found: String, wanted: String)
  /// The training data cannot train this model.
  case data(kind: String, reason: String)
  /// A file does not hold this model.
  case file(path: String, reason: String)
  /// Training went out of the numbers' range.
  case diverged(kind: String, epoch: Int, step: Int)
  /// A saved training state does not belong to this training.
  case state(String)

  /// The sentence that is shown.
  public var description: String {
    switch self {
    case .kind(let found, let nearest, let known):
      "there is no model \"\(found)\"; did you mean \"\(nearest)\"? Known: \(listed(known))."
    case .parameter(let kind, let found, let nearest, let known):
      "model \"\(kind)\" has no parameter \"\(found)\"; did you mean \"\(nearest)\"? Known: "
        + "\(listed(known))."
    case .value(let kind, let parameter, let found, let wanted):
      "model \"\(kind)\": \(parameter) = \(found) is not \(wanted)."
    case .data(let kind, let reason): "model \"\(kind)\" cannot be trained: \(reason)."
    case .file(let path, let reason): "\(path): \(reason)."
    case .diverged(let kind, let epoch, let step):
      "model \"\(kind)\": the loss is no finite number in epoch \(epoch), step \(step); lower its "
        + "learning rate."
    case .state(let reason): "the saved training cannot be continued: \(reason)."
    }
  }

  private func listed(_ names: [String]) -> String { names.joined(separator: ", ") }
}
