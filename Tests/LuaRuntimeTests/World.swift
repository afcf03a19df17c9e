import LuaRuntime
import Synchronization

/// An object whose living instances are counted in its own tally.
final class Tracked {
  final class Tally: Sendable {
    let living = Mutex(0)
    var count: Int { living.withLock { $0 } }
  }

  let tally: Tally

  init(_ tally: Tally) {
    self.tally = tally
    tally.living.withLock { $0 += 1 }
  }

  deinit { tally.living.withLock { $0 -= 1 } }
}

final class Stranger {}

/// A value with arithmetic, as scripts would use a tensor.
final class Vector {
  var values: [Double]

  init(_ values: [Double]) { self.values = values }

  static func luaClass() -> LuaClass<Vector> {
    let vector = LuaClass<Vector>("vector") { $0.values.count * 8 }
    vector.property("size") { .integer($0.values.count) }
    vector.method("sum") { vector, _ in .number(vector.values.reduce(0, +)) }
    vector.method("scaled") { vector, arguments in
      let factor = try arguments.number(1)
      return .object(Vector(vector.values.map { $0 * factor }))
    }
    vector.method("dot") { vector, arguments in
      let other: Vector = try arguments.object(1)
      return .number(zip(vector.values, other.values).reduce(0) { $0 + $1.0 * $1.1 })
    }
    vector.element { vector, index in
      guard vector.values.indices.contains(index - 1) else {
        throw LuaError("vector index \(index) is outside 1…\(vector.values.count)")
      }
      return .number(vector.values[index - 1])
    }
    vector.on(.add) { arguments in
      let (a, b): (Vector, Vector) = (try arguments.object(1), try arguments.object(2))
      return .object(Vector(zip(a.values, b.values).map(+)))
    }
    vector.on(.length) { .integer(try $0.object(1, as: Vector.self).values.count) }
    return vector
  }
}

struct Failure: Error, Equatable, CustomStringConvertible {
  let number: Int
  var description: String { "failure number \(number)" }
}

extension LuaState {
  /// Runs a chunk called `test.lua`.
  @discardableResult
  func run(_ source: String) throws(LuaError) -> [LuaValue] {
    try load(source: source, chunkName: "test.lua").call()
  }

  /// The error that a chunk ends with.
  func failure(of source: String) -> LuaError? {
    do {
      try run(source)
      return nil
    } catch {
      return error
    }
  }
}
