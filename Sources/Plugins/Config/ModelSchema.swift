import Recommenders

/// The models that may stand as teachers and students, with the parameters they declare.
enum ModelSchema {
  /// Own teachers, by model, and trajectories from outside.
  static var teachers: Shelf {
    var native = ["outside": outside]
    for entry in RecommenderCatalogue.entries {
      native[entry.kind] =
        [teacherName, weight, ownStages, ownSeed] + entry.parameters.map { Key($0) }
    }
    return Shelf(noun: "a teacher", native: native, nameKey: "model")
  }

  /// What holds for all teachers.
  static var teacherOptions: [Key] {
    [
      Key(
        "stages", stages, .integer(4),
        "checkpoints that are kept: how many, { \"equal-gain\", count = … } or a list of epochs"),
      Key(
        "window", .integer(Bounds(min: 1, max: 1000)), .integer(5),
        "neighbouring evaluations over which the deviation of a rank is taken"),
      Key("seed", .integer(.notNegative), .integer(0), "the teachers' seed"),
    ]
  }

  /// Models with embeddings, without what `train` says for the student.
  static var students: Shelf {
    let training = ["batch", "lr", "decay", "epochs", "every", "patience"]
    var native: [String: [Key]] = [:]
    for entry in RecommenderCatalogue.entries where entry.hasEmbeddings {
      native[entry.kind] = entry.parameters.filter { !training.contains($0.name) }
        .map { $0.name == "dim" ? Key($0, standard: 20) : Key($0) }
    }
    return Shelf(noun: "a student", native: native, nameKey: "model")
  }

  private static var teacherName: Key {
    Key("name", .text, nil, "what the teacher is called, if not as its model", optional: true)
  }

  private static var weight: Key {
    Key(
      "weight", .number(Bounds(min: 0, max: 1e6)), .number(1),
      "what its importances are multiplied by")
  }

  private static var ownStages: Key {
    Key("stages", stages, nil, "its checkpoints, if not those of `teachers.stages`", optional: true)
  }

  private static var ownSeed: Key {
    Key(
      "seed", .integer(.notNegative), nil, "its seed, if not that of `teachers.seed`",
      optional: true)
  }

  private static var stages: KeyType {
    .either(
      .integer(Bounds(min: 1, max: 256)),
      .either(.list(.integer(.positive)), .named(stageRules)))
  }

  private static var stageRules: Shelf {
    let count = [Key("count", .integer(Bounds(min: 1, max: 256)), .integer(4), "how many")]
    return Shelf(
      noun: "a rule of stages", native: ["equal-epochs": count, "equal-gain": count],
      toldAt: "teachers.stages")
  }

  private static var outside: [Key] {
    [
      teacherName, weight,
      Key("file", .text, nil, "the trajectory: file = \"Teachers/x.safetensors\""),
    ]
  }
}

extension Key {
  /// A parameter as a model declares it.
  fileprivate init(_ declared: ParameterDeclaration, standard: Double? = nil) {
    let bounds = Bounds(min: declared.range.lowerBound, max: declared.range.upperBound)
    let value = standard ?? declared.standard
    self.init(
      declared.name, declared.isWhole ? .integer(bounds) : .number(bounds),
      declared.isWhole ? .integer(Int(value)) : .number(value), declared.help)
  }
}
