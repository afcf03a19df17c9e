import Distillation
import Experiments
import Formats
import Recommenders
import Trajectories

/// Turns a resolved config into the typed specification of an experiment.
struct SpecificationBuilder {
  let config: ResolvedSection
  let resolver: Resolver
  private let library: PluginLibrary
  private let plugins: PluginBuilder
  private let folders: [String]

  /// - Parameter folders: the folders whose `Data` is searched for descriptors, in this order.
  init(
    _ config: JSONObject, _ resolver: Resolver, _ library: PluginLibrary, folders: [String]
  ) {
    self.config = ResolvedSection(.object(config))
    self.resolver = resolver
    self.library = library
    plugins = PluginBuilder(plugins: resolver.plugins, library: library)
    self.folders = folders
  }

  /// The specification.
  /// - Throws: ``ConfigError`` when its parts do not go together.
  func build() throws -> ExperimentSpecification {
    let objective = try objective()
    let isAlone = if case .bpr = objective { true } else { false }
    let teachers = isAlone ? [] : try teachers()
    if case .distil(let chosen) = objective, teachers.isEmpty {
      let needed = chosen.knowledge.map(\.rawValue).joined(separator: " and ")
      throw resolver.error(
        "teachers",
        "the objective \"\(chosen.name)\" needs teachers that give \(needed), and there "
          + "are none; add teachers = { \"mf\", \"vae\" }, or set distill.objective = \"bpr\"")
    }
    let data = DataBuilder(resolver: resolver, library: library, folders: folders)
    let training = try training()
    let baselines = isAlone ? [] : try baselines()
    return ExperimentSpecification(
      name: config.text("name"), seed: config.seed("seed"),
      data: try data.specification(config.section("data")), teachers: teachers,
      student: try student(), distillation: try distillation(objective),
      training: training, evaluation: try evaluation(),
      baselines: baselines.map(\.kind),
      trainingWithoutDistillation: baselines.lazy.compactMap(\.own).first.map {
        tuned(training, by: $0)
      },
      callbacks: try callbacks())
  }

  /// A plugin at work, with its parameters as resolved at a path.
  private func plugin(_ section: ResolvedSection, _ path: String) throws -> PluginInstance? {
    try plugins.plugin(section.members, at: path)
  }

  /// A number of a section that may follow a schedule.
  func number(
    _ section: ResolvedSection, _ key: String, at path: String
  ) throws -> ScheduledNumber {
    try plugins.number(
      section.members[key], at: "\(path).\(key)", .overTime(.number(.notNegative)))
  }
}

// MARK: - Models

extension SpecificationBuilder {
  private func teachers() throws -> [TeacherSpecification] {
    let teachers = config.section("teachers")
    let depth = max(100, config.section("distill").int("top"))
    var names: Set<String> = []
    let all: [TeacherSpecification] = try teachers.list("list").map { entry in
      let teacher = ResolvedSection(entry)
      let kind = teacher.text("model")
      let given = teacher.members["name"]?.string
      let name = given ?? (kind == "outside" ? teacher.text("file") : kind)
      guard names.insert(name).inserted else {
        throw resolver.error(
          "teachers.\(name)", "two teachers are called \"\(name)\"; give one a name = \"…\"")
      }
      if kind == "outside" { return .outside(name: given, file: teacher.text("file")) }
      let own = teacher.members["stages"]
      return .own(
        OwnTeacher(
          name: name, model: try model(kind, teacher),
          seed: teacher.members["seed"]?.int.map(UInt64.init) ?? teachers.seed("seed"),
          stages: try stageRule(
            own ?? teachers.members["stages"],
            at: own == nil ? "teachers.stages" : "teachers.\(name).stages"),
          window: teachers.int("window"), depth: depth))
    }
    try refuseTwins(in: all)
    return all
  }

  private func refuseTwins(in teachers: [TeacherSpecification]) throws {
    var known: [OwnTeacher] = []
    for case .own(let teacher) in teachers {
      if let twin = known.first(where: teacher.isTwin(of:)) {
        throw resolver.error(
          "teachers.\(teacher.name)",
          "\(teacher.name) and \(twin.name) would be the same teacher twice; give one another seed, "
            + "such as teachers.\(teacher.name).seed = \(teacher.seed + 1)")
      }
      known.append(teacher)
    }
  }

  private func stageRule(_ value: JSONValue?, at path: String) throws -> StageRule {
    if let epochs = value?.ints {
      guard (1...256).contains(epochs.count), zip(epochs, epochs.dropFirst()).allSatisfy(<) else {
        throw resolver.error(
          path, "\(path) lists 1 to 256 epochs in rising order, such as { 10, 20, 40 }")
      }
      return .epochs(epochs)
    }
    let count = value?.int ?? value?["count"]?.int ?? 4
    return value?["name"]?.string == "equal-gain" ? .equalGain(count) : .fractionsOfBest(count)
  }

  private func student() throws -> ModelSpecification {
    let student = config.section("student")
    return try model(student.text("model"), student)
  }

  private func model(_ kind: String, _ section: ResolvedSection) throws -> ModelSpecification {
    let declared = try RecommenderCatalogue.entry(kind).parameters.map(\.name)
    let values = section.members.filter { declared.contains($0.0) }
      .compactMap { key, value in value.double.map { (key, $0) } }
    return try ModelSpecification(kind, Dictionary(uniqueKeysWithValues: values))
  }
}

// MARK: - Distillation, evaluation

extension SpecificationBuilder {
  private func objective() throws -> ObjectiveChoice {
    let objective = config.section("distill").section("objective")
    switch objective.text("name") {
    case "bpr" where resolver.plugins["distill.objective"] == nil: return .bpr
    case "hetcomp" where resolver.plugins["distill.objective"] == nil:
      return .distil(
        HetCompOverTime(
          overall: try number(objective, "overall", at: "distill.objective"),
          rank: try number(objective, "rank", at: "distill.objective"),
          clip: objective.members["clip"]?.double.map { Float($0) }
            ?? HetCompObjective.publishedClip))
    default: return .distil(try pluginObjective(objective))
    }
  }

  private func pluginObjective(_ section: ResolvedSection) throws -> PluginObjective {
    let path = "distill.objective"
    guard let objective = try plugin(section, path) else {
      preconditionFailure("an objective is native or a plugin")
    }
    let samplers = try objective.definition.declaration.samplers.map { key in
      guard let sampler = try plugin(section.section(key.name), "\(path).\(key.name)") else {
        preconditionFailure("samplers are plugins")
      }
      return (slot: key.name, sampler: PluginSampler(sampler, slot: key.name))
    }
    return PluginObjective(objective, samplers: SamplerRack(samplers))
  }

  private func distillation(_ objective: ObjectiveChoice) throws -> DistillationSpecification {
    let distill = config.section("distill")
    let rule = distill.section("switch")
    let positives = distill.text("positives")
    guard
      let curriculum = try plugin(distill.section("curriculum"), "distill.curriculum"),
      let consensus = try plugin(distill.section("consensus"), "distill.consensus")
    else { preconditionFailure("curricula and consensus rules are plugins") }
    return DistillationSpecification(
      objective: objective,
      curriculum: PluginCurriculum(curriculum, every: config.section("evaluate").int("every")),
      consensus: PluginConsensus(consensus),
      weights: config.section("teachers").list("list").map {
        Float(ResolvedSection($0).number("weight"))
      },
      top: distill.int("top"),
      positives: positives == "teachers" ? .teachers : .file(positives),
      positivesCount: distill.int("positives_count"),
      repeatsPositives: distill.flag("repeat_positives"),
      phaseSwitch: rule.text("name") == "fraction" ? .fraction(rule.number("at")) : .roundedMeans,
      sampling: distill.text("users") == "uniform" ? .uniform : .byInteraction)
  }

  private func evaluation() throws -> EvaluationSpecification {
    let evaluate = config.section("evaluate")
    guard let measure = try plugin(evaluate.section("protocol"), "evaluate.protocol") else {
      preconditionFailure("protocols are plugins")
    }
    return EvaluationSpecification(
      protocol: try PluginProtocol(measure), every: evaluate.int("every"),
      monitor: evaluate.text("monitor"))
  }

  private func callbacks() throws -> [any Callback] {
    let callbacks = config.section("callbacks").list("list").map { ResolvedSection($0) }
    let paths = Resolver.paths(ofEntries: callbacks.map { $0.text("name") }, at: "callbacks")
    return try zip(callbacks, paths).map { callback, path in
      guard let made = try plugin(callback, path) else {
        preconditionFailure("callbacks are plugins")
      }
      return PluginCallback(made)
    }
  }
}
