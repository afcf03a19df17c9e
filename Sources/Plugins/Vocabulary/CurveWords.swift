import Experiments
import LuaRuntime

/// A schedule in the hands of a script, alone or composed.
final class LuaCurve {
  /// What a config would say of it.
  let description: ConfigValue
  /// How many schedules and numbers may be joined: going through them takes stack.
  private static let most = 100
  private weak var library: PluginLibrary?
  private var schedule: (any ScriptedSchedule)?
  private weak var run: (any RunView)?

  /// - Throws: ``LuaError`` when too many schedules and numbers are joined.
  init(_ description: ConfigValue, in library: PluginLibrary?) throws(LuaError) {
    guard description.parts <= Self.most else {
      throw LuaError(
        "a schedule is made of at most \(Self.most) schedules and numbers; write one of your own, "
          + "hc.schedule { … }")
    }
    self.description = description
    self.library = library
  }

  /// The memory of its description.
  var bytes: Int { 64 * description.size }

  /// A schedule by its name, or as written inline, with some parameters set.
  /// - Throws: when there is none of the name, or a parameter is wrong.
  convenience init(
    _ first: ConfigValue, _ parameters: ConfigTable, in library: PluginLibrary
  ) throws {
    guard parameters.items.isEmpty else {
      throw LuaError("a schedule's parameters have names: hc.use(name, { key = value })")
    }
    try self.init(.table(ConfigTable(items: [first], keys: parameters.keys)), in: library)
    _ = try resolved(library)
  }

  /// The number at `t`; a schedule that asks its run is set up with it first.
  func value(at t: Double, _ run: (any RunView)?) throws -> Double {
    guard let library else { throw LuaError("the schedule's run is over") }
    let made = try schedule ?? resolved(library)
    schedule = made
    return try library.keepingRandom {
      if let run, run !== self.run {
        try made.setup(view: run)
        self.run = run
      }
      let number = try made.value(at: t, epoch: run?.epoch ?? 0)
      guard try made.savedState() == nil else {
        throw LuaError(
          "a schedule that keeps a state belongs into a parameter; hc.use does not save it")
      }
      return number
    }
  }

  /// Another curve made of this one's library.
  func joined(_ description: ConfigValue) throws(LuaError) -> LuaCurve {
    try LuaCurve(description, in: library)
  }

  private func resolved(_ library: PluginLibrary) throws -> any ScriptedSchedule {
    let path = "schedule"
    var resolver = Resolver(origin: "hc.use", overrides: [], compat: nil, library: library)
    let key = Key(path, .named(.plugins(.schedule)), nil, "a schedule")
    do {
      let found = try resolver.section(ConfigTable(keys: [path: description]), [key], at: "")
      let builder = PluginBuilder(plugins: resolver.plugins, library: library)
      guard let value = found[path], let made = try builder.part(value, at: path).schedule else {
        preconditionFailure("a named thing is a schedule")
      }
      return made
    } catch let error as ConfigError where error.origin == "hc.use" {
      throw LuaError("hc.use: \(error.message)")
    }
  }
}

extension ConfigValue {
  /// How many schedules and numbers a description is made of.
  fileprivate var parts: Int {
    guard case .table(let table) = self, case .text(let name)? = table.items.first,
      ScheduleRule(rawValue: name) != nil
    else { return 1 }
    return table.keys.values.reduce(0) { $0 + $1.parts }
  }
}

/// What scripts can do with schedules at hand.
enum CurveWords {
  static var vocabulary: Vocabulary<LuaCurve> {
    Vocabulary(
      name: "curve", summary: "a schedule at hand, made by hc.use: a number over time",
      bytes: { $0.bytes },
      words: [
        Word(
          "at", "c:at(t, [run]) → number",
          "the number at t, a share of the run in 0…1, such as run.t"
        ) { curve, a in
          let run = a.has(2) ? try a.object(2, as: LuaRun.self).view : nil
          return .number(try curve.value(at: try a.number(1), run))
        },
        Word(
          "followed_by", "c:followed_by(next, t) → curve",
          "this one up to the share t, then the next; each sees its own part as 0…1"
        ) { curve, a in
          let turn = try a.number(2)
          guard (0...1).contains(turn) else { throw a.bad(2, "a share lies in 0…1, not \(turn)") }
          return .object(
            try curve.joined(
              ScheduleRule.then.applied(to: curve.description, try part(1, a), at: turn)))
        },
        Word(.add, "a + b → curve", "the sum at every moment, of schedules or numbers") {
          try compose(.sum, $0)
        },
        Word(.multiply, "a * b → curve", "the product at every moment, of schedules or numbers") {
          try compose(.product, $0)
        },
        Word(.text, "tostring(c) → string", "what it is made of") {
          .string(ScheduleRule.text(of: try $0.object(1, as: LuaCurve.self).description))
        },
      ])
  }

  /// `hc.use`.
  static var row: HetcompModule.Row {
    HetcompModule.Row(
      "use", "hc.use(schedule, [params]) → curve",
      "a schedule by its name, or made by hc.schedule; curves and numbers compose by + and *",
      "everywhere",
      .finding { a, library in
        let first = try ConfigValue(try a.value(1))
        switch first {
        case .text, .plugin: break
        default: throw a.bad(1, "the name of a schedule is needed, not \(first.shown)")
        }
        let parameters = a.has(2) ? try ConfigTable(try a.table(2)) : ConfigTable()
        return .object(try LuaCurve(first, parameters, in: library))
      })
  }

  private static func compose(
    _ rule: ScheduleRule, _ a: borrowing LuaArguments
  ) throws -> LuaValue {
    let (first, second) = (try part(1, a), try part(2, a))
    guard let curve = a.objectIfAny(1, as: LuaCurve.self) ?? a.objectIfAny(2) else {
      throw a.bad(1, "a curve is needed")
    }
    return .object(try curve.joined(rule.applied(to: first, second)))
  }

  /// A curve, a schedule written inline, or a number.
  private static func part(
    _ position: Int, _ arguments: borrowing LuaArguments
  ) throws -> ConfigValue {
    let value = try arguments.value(position)
    if let curve = value.asObject(LuaCurve.self) { return curve.description }
    if value.asNumber != nil { return try ConfigValue(value) }
    if let plugin = HetcompModule.plugin(in: value), plugin.kind == .schedule {
      return .plugin(plugin)
    }
    throw arguments.bad(
      position, "a number or hc.use(name, { … }) is needed, not \(value.described)")
  }
}
