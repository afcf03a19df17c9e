import Distillation
import Experiments

/// Every key of `hc.experiment { … }`, in the order in which a resolved config shows them.
enum ExperimentSchema {
  static var keys: [Key] {
    [
      Key("name", .text, .text("experiment"), "names the folder of the runs"),
      Key("seed", .integer(.notNegative), .integer(0), "the student's seed"),
      Key("data", .named(datasets), nil, "a dataset, such as data = \"citeulike\""),
      Key(
        "teachers", .roster(ModelSchema.teachers, ModelSchema.teacherOptions),
        .table(ConfigTable()),
        "whose knowledge is distilled"),
      Key(
        "student", .named(ModelSchema.students), .text("mf"),
        "the model distilled into; train says how it learns"),
      Key("distill", .section(distillation), nil, "what is taught, and how"),
      Key("train", .section(training), nil, "how long and by which steps the student trains"),
      Key("evaluate", .section(evaluation), nil, "how models are measured"),
      Key(
        "baselines",
        .list(.either(.choice(["none", "ensemble", "final-only"]), .named(tunedBaselines))),
        .table(ConfigTable(items: [.text("none"), .text("ensemble")])),
        "what the student is compared with"),
      Key(
        "callbacks", .roster(.plugins(.callback), []), .table(ConfigTable()), "who watches the run"),
    ]
  }

  private static var distillation: [Key] {
    [
      Key("objective", .named(objectives), .text("hetcomp"), "the loss of a mini-batch of users"),
      Key(
        "curriculum", .named(.plugins(.curriculum)), .text("hetcomp"),
        "which stage each user is shown"),
      Key(
        "consensus", .named(.plugins(.consensus)), .text("rank-consistency"),
        "how the ranks of several teachers become one importance"),
      Key(
        "top", .integer(.positive), .integer(100),
        "length of a user's target list; ranks from the consensus's cutoff on add nothing to it"),
      Key(
        "positives", .text, .text("teachers"),
        "who orders a user's training items: \"teachers\" or a file of `user item item …`"),
      Key(
        "positives_count", .integer(.positive), .integer(10), "how many of those items are taught"),
      Key(
        "repeat_positives", .flag, .flag(false), "repeat a shorter list cyclically to that length",
        compat: ["www23": .flag(true)]),
      Key(
        "users", .choice(["by-interaction", "uniform"]), .text("by-interaction"),
        "\"by-interaction\" draws interactions and teaches their users, \"uniform\" takes each user once"
      ),
      Key(
        "switch", .named(phaseSwitches), .text("fraction"), "when the phase becomes rank",
        compat: ["www23": .text("rounded-means")]),
      Key("compat", .choice(["none", "www23"]), .text("none"), "whose decisions are the defaults"),
    ]
  }

  private static var training: [Key] {
    [
      Key("epochs", .integer(.positive), .integer(1000), "the most epochs"),
      Key(
        "batch", .integer(.positive), .integer(1024),
        "interactions a mini-batch, or users where distill.users is \"uniform\""),
      Key("optimizer", .named(optimizers), .text("adam"), "the steps"),
      Key(
        "patience", .integer(.positive), .integer(5),
        "evaluations without a better monitored metric before training stops"),
    ]
  }

  private static var evaluation: [Key] {
    [
      Key("protocol", .named(.plugins(.protocol)), .text("www23"), "split, masks and metrics"),
      Key("every", .integer(.positive), .integer(10), "epochs between two evaluations"),
      Key("monitor", .text, .text("valid.recall@50"), "the metric that chooses the best epoch"),
    ]
  }
}

// MARK: - What the names in a config may be

extension ExperimentSchema {
  private static var objectives: Shelf {
    Shelf.plugins(
      .objective,
      native: [
        "bpr": [],
        "hetcomp": [
          Key(
            "overall", .overTime(.number(.notNegative)), .number(0.01), "weight of the overall loss"
          ),
          Key("rank", .overTime(.number(.notNegative)), .number(0.005), "weight of the rank loss"),
          Key(
            "clip", .number(clips), nil,
            "scores are clipped to plus and minus this, 40 unless told", optional: true),
        ],
      ])
  }

  private static var clips: Bounds {
    let clips = HetCompObjective.clips
    return Bounds(min: Double(clips.lowerBound), max: Double(clips.upperBound))
  }

  private static var phaseSwitches: Shelf {
    Shelf(
      noun: "a switch",
      native: [
        "fraction": [
          Key("at", .number(.unit), .number(0.995), "share of pairs at their last stage")
        ],
        "rounded-means": [],
      ])
  }

  private static var optimizers: Shelf {
    let steps = [
      Key("lr", .overTime(.number(.notNegative)), .number(1e-3), "learning rate"),
      Key(
        "decay", .overTime(.number(.notNegative)), .number(1e-5),
        "L2 decay, added to every gradient"),
    ]
    return Shelf(
      noun: "an optimizer",
      native: Dictionary(uniqueKeysWithValues: OptimizerKind.allCases.map { ($0.rawValue, steps) }))
  }

  /// Baselines with settings of their own; what is left out is as `train` says.
  private static var tunedBaselines: Shelf {
    let steps = [
      Key("batch", .integer(.positive), nil, "interactions a mini-batch", optional: true),
      Key("lr", .number(.notNegative), nil, "learning rate", optional: true),
      Key(
        "decay", .number(.notNegative), nil, "L2 decay, added to every gradient", optional: true),
      Key(
        "patience", .integer(.positive), nil,
        "evaluations without a better monitored metric before training stops", optional: true),
    ]
    return Shelf(noun: "a baseline that trains by itself", native: ["none": steps])
  }

  private static var datasets: Shelf {
    Shelf(
      noun: "a dataset", native: ["synthetic": synthetic], openKeys: described, isOpen: true)
  }

  private static var split: [Key] {
    [
      Key(
        "split", .text, nil, "the recipe of the split; the protocol's unless given", optional: true),
      Key("seed", .integer(.notNegative), .integer(0), "the split's seed"),
    ]
  }

  private static var described: [Key] {
    [
      Key(
        "min_user", .integer(.notNegative), nil, "fewest interactions of a user that is kept",
        optional: true),
      Key(
        "min_item", .integer(.notNegative), nil, "fewest interactions of an item that is kept",
        optional: true),
      Key(
        "parts", .section(parts), nil,
        "which files are train, valid and test, where not as the dataset says", optional: true),
    ] + split
  }

  private static var parts: [Key] {
    [
      Key("train", .list(.text), nil, "train = { \"train.txt\" }, files that are learnt from"),
      Key("valid", .list(.text), nil, "files that models are selected by", optional: true),
      Key("test", .list(.text), nil, "test = { \"test.txt\" }, files that models are measured by"),
    ]
  }

  private static var synthetic: [Key] {
    [
      Key("users", .integer(.positive), .integer(600), "how many users"),
      Key("items", .integer(.positive), .integer(900), "how many items"),
      Key("groups", .integer(.positive), .integer(12), "how many planted tastes"),
      Key("per_user", .integer(.positive), .integer(25), "mean interactions of a user"),
      Key("affinity", .number(.unit), .number(0.8), "share of choices within the own taste"),
      Key("skew", .number(.notNegative), .number(0.7), "how unequally popular items are"),
    ] + split
  }
}
