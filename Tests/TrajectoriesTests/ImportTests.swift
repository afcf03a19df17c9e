import Formats
import Foundation
import Interactions
import Tensors
import Testing
import Trajectories

/// Teachers of other programs become trajectories of a split.
@Suite struct ImportTests {
  private func split() throws -> Split {
    var world = SyntheticWorld()
    (world.users, world.items, world.groups, world.itemsPerUser) = (60, 80, 4, 12)
    return try .www23(world.interactions(seed: 3), dataset: "synthetic", seed: 0)
  }

  /// Scores that tie often, one row a user.
  private func scores(_ users: Int, _ items: Int) -> [Float] {
    (0..<users * items).map { Float(($0 * 7919) % 23) / 4 }
  }

  /// The best items by definition: higher score, then smaller id, no training item.
  private func expected(_ scores: [Float], _ width: Int, _ split: Split, _ user: Int, _ k: Int)
    -> [Int32]
  {
    let train = Set(split.train[user])
    return (0..<split.itemCount).map { Int32($0) }.filter { !train.contains($0) }
      .sorted { (scores[user * width + Int($1)], $0) < (scores[user * width + Int($0)], $1) }
      .prefix(k).map { $0 }
  }

  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/hetcomp-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test(arguments: [0, 1])
  func scoresAreRankedInBlocksWithoutThePhantom(_ phantom: Int) throws {
    let split = try split()
    let (users, items) = (split.userCount + phantom, split.itemCount + phantom)
    let table = scores(users, items)
    try inFolder { folder in
      let writer = try NpzWriter("\(folder)/s.npz")
      try writer.append(table, shape: [users, items], named: "scores")
      try writer.commit()
      let teacher = try #require(try OutsideFiles.read(["\(folder)/s.npz"]).first)
      for budget in [1, 1 << 30] {
        let work = TrajectoryImport(for: split, depth: 10, budget: MemoryBudget(bytes: budget))
        let notes = try work.write(teacher, named: "s", to: "\(folder)/\(budget).safetensors")
        #expect(notes.isEmpty == (phantom == 0))
        let made = try Trajectory(file: "\(folder)/\(budget).safetensors", for: split, depth: 10)
        for user in 0..<split.userCount {
          #expect(made.list(stage: 0, user: user) == expected(table, items, split, user, 10))
        }
        #expect(made.warnings.isEmpty)
      }
      #expect(
        try Data.mapped("\(folder)/1.safetensors")
          == Data.mapped("\(folder)/\(1 << 30).safetensors"))
    }
  }

  @Test func idsBesideAMatrixLeadToTheSplitsOwn() throws {
    let split = try split()
    // Every third user is missing, items come backwards and one is unknown.
    let users = (0..<split.userCount).filter { $0 % 3 != 0 }
    let items = Array((0..<split.itemCount).reversed()) + [-1]
    let table = scores(split.userCount, split.itemCount)
    let moved = users.flatMap { user in
      items.map { $0 < 0 ? Float(99) : table[user * split.itemCount + $0] }
    }
    try inFolder { folder in
      let writer = try NpzWriter("\(folder)/s.npz")
      try writer.append(moved, shape: [users.count, items.count], named: "scores")
      try writer.append(users.map { split.users.numbers[$0] }, named: "user_ids")
      try writer.append(items.map { $0 < 0 ? 1 << 40 : split.items.numbers[$0] }, named: "item_ids")
      try writer.commit()
      let teacher = try #require(try OutsideFiles.read(["\(folder)/s.npz"]).first)
      let path = "\(folder)/t.safetensors"
      let notes = try TrajectoryImport(for: split, depth: 10).write(teacher, named: "t", to: path)
      #expect(notes.contains { $0.contains("1 items not in the split") })
      let made = try Trajectory(file: path, for: split)
      for user in 0..<split.userCount {
        let list = made.list(stage: 0, user: user)
        #expect(
          list == (user % 3 == 0 ? [] : expected(table, split.itemCount, split, user, 10)))
      }
    }
  }

  @Test func stagesInSeveralFilesMustHaveTheSameIds() throws {
    try inFolder { folder in
      func file(_ name: String, users: [Int64]) throws -> String {
        let writer = try NpzWriter("\(folder)/\(name).npz")
        try writer.append(scores(2, 3), shape: [2, 3], named: "scores")
        try writer.append(users, named: "user_ids")
        try writer.commit()
        return "\(folder)/\(name).npz"
      }
      let first = try file("first", users: [7, 8])
      #expect(try OutsideFiles.read([first, file("same", users: [7, 8])])[0].stages.count == 2)
      let other = try file("other", users: [8, 7])
      let error = try #require(throws: TrajectoryError.self) {
        try OutsideFiles.read([first, other])
      }
      #expect(error.description.hasPrefix("\(other): holds other ids than \(first)"))
    }
  }

  @Test func listsAreCheckedByUserAndItem() throws {
    let split = try split()
    let width = 6
    let good = (0..<split.userCount).flatMap { user in
      Array((0..<Int32(split.itemCount)).filter { !split.train[user].contains($0) }.prefix(width))
    }
    func bring(_ lists: [Int32]) throws -> [String] {
      var notes: [String] = []
      try inFolder { folder in
        let writer = try NpzWriter("\(folder)/l.npz")
        try writer.append(lists, shape: [split.userCount, width], named: "items")
        try writer.commit()
        let teacher = try #require(try OutsideFiles.read(["\(folder)/l.npz"]).first)
        notes = try TrajectoryImport(for: split).write(
          teacher, named: "l", to: "\(folder)/t.safetensors")
        #expect(try Trajectory(file: "\(folder)/t.safetensors", for: split).depth == width)
      }
      return notes
    }
    #expect(try bring(good).isEmpty)
    #expect(throws: TrajectoryError.self) { try bring(good.map { _ in -1 }) }
    var trained = good
    trained[2 * width] = try #require(split.train[2].first)
    #expect(try bring(trained) == ["1 training items in lists: left out."])
    for (place, wrong, word) in [
      (7, good[6], "twice"), (8, 5000, "item 5000"), (9, -3, "item -3"), (8, -1, "behind a pad"),
    ] {
      var bad = good
      bad[place] = wrong
      let error = try #require(throws: TrajectoryError.self) { try bring(bad) }
      #expect(error.description.contains(word) && error.description.contains("l.npz"))
    }
  }

  @Test func theAuthorsPicklesAreReadAsTheyAre() throws {
    let split = try split()
    let (users, items) = (split.userCount + 1, split.itemCount + 1)
    let allowed = (0..<split.userCount).map { user in
      (0..<Int32(split.itemCount)).filter { !split.train[user].contains($0) }
    }
    // Importances of five items a user, falling; everything else is zero.
    var table = [Float](repeating: 0, count: users * items)
    for user in allowed.indices {
      for rank in 0..<5 { table[user * items + Int(allowed[user][rank * 2])] = Float(5 - rank) }
    }
    let perms = (0..<users).map { user -> (PickledWorld, PickledWorld) in
      let list = user < allowed.count ? allowed[user].suffix(7).reversed() : [0, 0, 0]
      return (.int(user), .list(list.map { .int(Int($0)) }))
    }
    try inFolder { folder in
      func bring(_ pickle: PickledWorld) throws -> [String: Trajectory] {
        let path = "\(folder)/p.pkl"
        try AtomicFile.write(pickle.file, to: path)
        var made: [String: Trajectory] = [:]
        for teacher in try OutsideFiles.read([path]) {
          let name = teacher.name ?? "one"
          _ = try TrajectoryImport(for: split).write(
            teacher, named: name, to: "\(folder)/\(name).safetensors")
          made[name] = try Trajectory(file: "\(folder)/\(name).safetensors", for: split)
        }
        return made
      }
      let importances = PickledWorld.floats(table, shape: [users, items])
      let states = try bring(
        .dict([(.text("MF"), .list([importances, importances])), (.text("AE"), importances)]))
      #expect(states["MF"]?.stages == 2 && states["AE"]?.stages == 1)
      let tops = try bring(.dict([(.text("GNN"), .dict([(.int(0), .dict(perms))]))]))
      let plain = try bring(.dict(perms))
      for user in allowed.indices {
        let five = (0..<5).map { allowed[user][$0 * 2] }
        #expect(states["MF"]?.list(stage: 1, user: user) == five)
        #expect(states["AE"]?.list(stage: 0, user: user) == five)
        let seven = Array(allowed[user].suffix(7).reversed())
        #expect(tops["GNN"]?.list(stage: 0, user: user) == seven)
        #expect(plain["one"]?.list(stage: 0, user: user) == seven)
      }
    }
  }

  @Test func observedBecomesAnOrderOfTheUsersOwnItems() throws {
    let split = try split()
    // The last training item first, then one that is none, as a padded permutation has it.
    let rows = (0..<split.userCount).map { user -> PickledWorld in
      let stranger = (0..<Int32(split.itemCount)).first { !split.train[user].contains($0) } ?? 0
      return .list([.int(Int(split.train[user].last ?? 0)), .int(Int(stranger))])
    }
    try inFolder { folder in
      let path = "\(folder)/observed.pkl"
      try AtomicFile.write(PickledWorld.list(rows).file, to: path)
      var teacher = try #require(try OutsideFiles.read([path]).first)
      let orders = try TrajectoryImport(for: split).positives(teacher)
      #expect(
        orders.notes.first?.hasPrefix("\(split.userCount) listed items are no training") == true)
      for (user, order) in orders.lists.enumerated() {
        let train = Array(split.train[user])
        #expect(order == train.suffix(1) + train.dropLast())
      }
      // The same rows from the last user to the first, told so by their original ids.
      try AtomicFile.write(PickledWorld.list(rows.reversed()).file, to: path)
      teacher = try #require(try OutsideFiles.read([path]).first)
      teacher.users = .numbers(split.users.numbers.reversed())
      #expect(try TrajectoryImport(for: split).positives(teacher).lists == orders.lists)
    }
  }

  @Test func aDictOfScoresIsRankedAndASetIsNot() throws {
    let split = try split()
    let allowed = (0..<split.userCount).map { user in
      (0..<split.itemCount).filter { !split.train[user].contains(Int32($0)) }
    }
    func bring(_ rows: [PickledWorld]) throws -> Trajectory {
      try broughtIn(.dict(rows.enumerated().map { (.int($0.offset), $0.element) }), split)
    }
    let scored = try bring(
      allowed.map { items in
        .dict([(.int(items[0]), .int(1)), (.int(items[1]), .int(3)), (.int(items[2]), .int(3))])
      })
    for (user, items) in allowed.enumerated() {
      #expect(
        scored.list(stage: 0, user: user) == [items[1], items[2], items[0]].map { Int32($0) })
    }
    let error = try #require(throws: TrajectoryError.self) {
      try bring(allowed.map { .set([.int($0[0]), .int($0[1])]) })
    }
    #expect(error.description.contains("holds a set of 2 for user 0, not a list"))
  }

  @Test func rowsNumberedByTheirPlaceMustBeOneForEveryUser() throws {
    let split = try split()
    let rows = (0..<split.userCount - 1).map { user in
      PickledWorld.list(
        (0..<split.itemCount).filter { !split.train[user].contains(Int32($0)) }.prefix(4).map {
          .int($0)
        })
    }
    let error = try #require(throws: TrajectoryError.self) { try broughtIn(.list(rows), split) }
    #expect(error.description.contains("has \(rows.count) rows, but the split has"))
    let known = try broughtIn(.dict(rows.enumerated().map { (.int($0.offset), $0.element) }), split)
    #expect(known.list(stage: 0, user: rows.count) == [])
  }

  private func broughtIn(_ world: PickledWorld, _ split: Split) throws -> Trajectory {
    var made: Trajectory?
    try inFolder { folder in
      try AtomicFile.write(world.file, to: "\(folder)/t.pkl")
      let teacher = try #require(try OutsideFiles.read(["\(folder)/t.pkl"]).first)
      let path = "\(folder)/t.safetensors"
      _ = try TrajectoryImport(for: split).write(teacher, named: "t", to: path)
      made = try Trajectory(file: path, for: split)
    }
    return try #require(made)
  }

  @Test func idsThatAreTextsComeBackWithTheTrajectoryThatWroteThem() throws {
    try inFolder { folder in
      let lines = (0..<12).flatMap { user in (0..<8).map { "u\(user)\ti\((user + $0) % 14)\n" } }
      try AtomicFile.write(lines.joined(), to: "\(folder)/texts.tsv")
      let interactions = try InteractionReader.read(
        ["\(folder)/texts.tsv"], as: .delimited(DelimitedFormat(hasTextIds: true)))
      let split = try Split.www23(interactions, dataset: "texts", seed: 0)
      let path = "\(folder)/first.safetensors"
      let scores = (0..<split.userCount * split.itemCount).map { Float($0 % 13) }
      let writer = try NpzWriter("\(folder)/s.npz")
      try writer.append(scores, shape: [split.userCount, split.itemCount], named: "scores")
      try writer.commit()
      let given = try #require(try OutsideFiles.read(["\(folder)/s.npz"]).first)
      _ = try TrajectoryImport(for: split).write(given, named: "first", to: path)
      let read = try #require(try OutsideFiles.read([path]).first)
      #expect(read.users == .texts(split.users.texts) && read.items == .texts(split.items.texts))
    }
  }

  @Test func filesThatDoNotSayHowManyItemsThereAreStandSideBySide() throws {
    let split = try split()
    try inFolder { folder in
      let survey = try TrajectorySurvey(
        (0..<2).map { number in
          let path = "\(folder)/\(number).safetensors"
          let writer = try SafetensorsWriter(
            path, tensors: [("stage0.items", .int32, [split.userCount, 2])], metadata: [:])
          try writer.append(
            (0..<split.userCount).flatMap { _ in [Int32(0), Int32(1 + number)] }, to: "stage0.items"
          )
          try writer.commit()
          return try Trajectory(standalone: path)
        })
      #expect(survey.lastAgreements[0][1] == 0.5)
    }
  }

  @Test func everyFaultOfAFileIsNamed() throws {
    let split = try split()
    try inFolder { folder in
      let path = "\(folder)/bad.safetensors"
      let writer = try SafetensorsWriter(
        path, tensors: [("stage0.items", .int32, [split.userCount, 2])],
        metadata: ["format": "hetcomp.trajectory.1", "split_fingerprint": "00", "items": "7"])
      try writer.append(
        (0..<split.userCount).flatMap { [split.train[$0].first ?? 0, -1] }, to: "stage0.items")
      try writer.commit()
      let faults = TrajectoryVerification.faults(of: path, for: split)
      #expect(faults.count == 3)
      for word in ["another split", "about 7 items", "training items"] {
        #expect(faults.contains { $0.contains(word) }, "\(word)")
      }
      #expect(TrajectoryVerification.faults(of: "\(folder)/none").count == 1)
    }
  }
}
