import ArgumentParser
import Experiments
import Formats
import Foundation
import Interactions
import Tensors
import Trajectories

extension TrajectoryCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make trajectories of what another program knows: scores, or ranked lists.",
      discussion: """
        Reads safetensors, npy, npz, pickles and PyTorch files; several files are the stages of one \
        teacher, easiest first. Floats are scores of all items, whole numbers ranked lists. Rows and \
        items are numbered as in the split, unless user.ids and item.ids stand beside them (or are \
        given): then numbers count places in those. HetComp's state_dict, top_perms, observed and \
        hidden_positives and DE-RRD's top-K files are read as they are. Training items are left out.
        """)

    @Argument(help: "Files: the stages of one teacher in order, or one file of teachers.")
    var files: [String] = []

    @OptionGroup var split: SplitOptions

    @Option(help: "What the teacher is called (default: as in the file, else the file's name).")
    var name: String?

    @Option(name: .customShort("k"), help: "How many items of each list are kept.")
    var count = 100

    @Option(help: "An array that is a stage; may be repeated.")
    var array: [String] = []

    @Flag(help: "How numbers are read, where their type would not say.")
    var meaning: Meaning?

    @Flag(help: "Listed numbers are original ids.")
    var original = false

    @Option(name: .customLong("user-ids"), help: "The original id of each row, an npy file.")
    var userIds: String?

    @Option(name: .customLong("item-ids"), help: "The original id of each item, an npy file.")
    var itemIds: String?

    @Option(help: "The stages' epochs, such as 10,20,40.")
    var epochs: String?

    @Option(help: "HetComp's observed: makes positives.txt.")
    var observed: String?

    @Option(name: .customLong("hidden-positives"), help: "HetComp's: makes hidden-positives.txt.")
    var hidden: String?

    @Option(name: .customLong("to"), help: "The folder (default: Teachers/DATASET).")
    var target: String?

    @Option(help: "Memory for blocks of scores; no list depends on it.")
    var memory = ByteSize(bytes: 256_000_000)

    enum Meaning: String, EnumerableFlag { case scores, lists }

    func validate() throws {
      if files.isEmpty, observed == nil, hidden == nil {
        throw ValidationError("Name a file to import.")
      }
      if name?.isEmpty == true { throw ValidationError("--name is empty: name the teacher.") }
      guard (1...100_000).contains(count) else {
        throw ValidationError("-k takes a number from 1 to 100000, not \(count).")
      }
    }

    func run() throws {
      try blamingInput {
        let data = try split.load()
        let folder = target ?? "\(Project.root)/Teachers/\(data.dataset)"
        let work = TrajectoryImport(
          for: data, depth: count, budget: MemoryBudget(bytes: memory.bytes))
        let positives = try observed.map { try work.positives(order(in: $0)) }
        let hidden = try hidden.map { try work.lists(order(in: $0)) }
        if !files.isEmpty { try bring(work, into: folder) }
        if let positives {
          positives.notes.forEach { Terminal.note("positives: \($0)") }
          try write(positives.lists, to: "\(folder)/positives.txt")
        }
        if let hidden {
          hidden.notes.forEach { Terminal.note("hidden positives: \($0)") }
          try write(hidden.lists, to: "\(folder)/hidden-positives.txt")
        }
      }
    }

    private func bring(_ work: TrajectoryImport, into folder: String) throws {
      var wishes = OutsideFiles.Wishes()
      wishes.arrays = array
      wishes.meaning = meaning.map { $0 == .scores ? .scores : .lists }
      let epochs = try readEpochs()
      let teachers = try OutsideFiles.read(files, wishes)
      if name != nil, teachers.count > 1 {
        let known = teachers.compactMap(\.name).joined(separator: ", ")
        throw ExperimentError.input(
          "\(files[0]) holds \(teachers.count) teachers, \(known): leave --name out.")
      }
      for teacher in try teachers.map(withGivenIds) {
        let own = URL(filePath: files[0]).deletingPathExtension().lastPathComponent
        let called = files.count == 1 && teacher.name != nil && name == nil
        let title = called ? teacher.name ?? own : name ?? own
        let path = "\(folder)/\(title.replacing("/", with: "-")).safetensors"
        let notes = try work.write(teacher, named: title, epochs: epochs, to: path)
        notes.forEach { Terminal.note("\(title): \($0)") }
        Terminal.result(path)
      }
    }

    private func readEpochs() throws -> [Int]? {
      guard let epochs else { return nil }
      let numbers = epochs.split(separator: ",").compactMap { Int($0) }
      guard numbers.count == epochs.split(separator: ",").count,
        zip(numbers, numbers.dropFirst()).allSatisfy(<)
      else {
        throw ExperimentError.input(
          "--epochs takes numbers in rising order, such as 10,20,40, not \(epochs).")
      }
      return numbers
    }

    private func ids(_ path: String) throws -> OutsideIds {
      try OutsideIds(NpyFile.read(path), source: path)
    }

    private func withGivenIds(_ teacher: OutsideTeacher) throws -> OutsideTeacher {
      var teacher = teacher
      if let userIds { teacher.users = try ids(userIds) }
      if let itemIds { teacher.items = try ids(itemIds) }
      if original { teacher.items = .themselves }
      return teacher
    }

    private func order(in path: String) throws -> OutsideTeacher {
      let found = try OutsideFiles.read([path])
      guard found.count == 1, found[0].stages.count == 1 else {
        throw ExperimentError.input("\(path) holds more than one table of users.")
      }
      return try withGivenIds(found[0])
    }

    private func write(_ lists: [[Int32]], to path: String) throws {
      let lines = lists.enumerated().map { user, list in
        ([Int32(user)] + list).map(String.init).joined(separator: " ") + "\n"
      }
      try AtomicFile.write(lines.joined(), to: path)
      Terminal.result(path)
    }
  }
}
