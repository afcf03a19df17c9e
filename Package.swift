// swift-tools-version: 6.2
import PackageDescription

/// One kernel source, compiled once per instruction set; `Kernels` chooses among them at start.
func kernels(_ name: String, _ march: String? = nil, define: String? = nil) -> Target {
  let flags: [SwiftSetting] =
    march.map { [.unsafeFlags(["-Xcc", "-march=\($0)", "-disable-cmo"])] } ?? []
  return .target(
    name: name, dependencies: ["CMachine"],
    swiftSettings: flags + (define.map { [.define($0)] } ?? []),
    linkerSettings: [.linkedLibrary("m")])
}

#if arch(x86_64)
  let vectorKernels = [
    kernels("KernelsAVX2", "x86-64-v3", define: "K256"),
    kernels("KernelsAVX512", "x86-64-v4", define: "K512"),
  ]
#else
  let vectorKernels: [Target] = []
#endif

/// A target of the core or above it, and its tests beside it.
func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies)
}

let package = Package(
  name: "hetcomp",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "hetcomp", targets: ["CommandLineTool"]),
    .library(
      name: "HetCompCore",
      targets: [
        "Kernels", "Tensors", "Formats", "Interactions", "Recommenders", "Evaluation",
        "Trajectories", "Distillation", "Experiments",
      ]),
    .library(name: "HetCompPlugins", targets: ["LuaRuntime", "Plugins"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"]), .brew(["lua@5.4"])]),
    .target(name: "CLuaBridge", dependencies: ["CLua"]),
    .target(name: "CMachine"),
    kernels("KernelsBaseline"),
    room(
      "Kernels", ["CMachine", "KernelsBaseline"] + vectorKernels.map { .byName(name: $0.name) }),
    room("Tensors", ["CMachine", "Kernels"]),
    room("Formats", ["Tensors"]),
    room("Interactions", ["Tensors", "Formats"]),
    room("Recommenders", ["Tensors", "Formats", "Interactions"]),
    room("Evaluation", ["Tensors", "Interactions", "Recommenders"]),
    room("Trajectories", ["Tensors", "Formats", "Interactions", "Recommenders", "Evaluation"]),
    room("Distillation", ["Tensors", "Interactions", "Recommenders", "Trajectories"]),
    room(
      "Experiments",
      [
        "Kernels", "Tensors", "Formats", "Interactions", "Recommenders", "Evaluation",
        "Trajectories", "Distillation",
      ]),
    tests("KernelsTests", ["Kernels"]),
    room("LuaRuntime", ["CLua", "CLuaBridge"]),
    room(
      "Plugins",
      [
        "LuaRuntime", "Experiments", "Tensors", "Formats", "Interactions", "Recommenders",
        "Evaluation", "Trajectories", "Distillation",
      ]),
    tests("LuaRuntimeTests", ["LuaRuntime"]),
    .testTarget(
      name: "PluginsTests",
      dependencies: [
        "Plugins", "LuaRuntime", "Experiments", "Distillation", "Trajectories", "Evaluation",
        "Recommenders", "Interactions", "Tensors", "Formats", "GoldenSupport",
      ], exclude: ["Fixtures"]),
    .executableTarget(
      name: "CommandLineTool",
      dependencies: [
        "Kernels", "Tensors", "Formats", "Experiments", "LuaRuntime", "Plugins",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    tests(
      "RecommendersTests", ["Tensors", "Formats", "Interactions", "Recommenders", "GoldenSupport"]),
    tests(
      "EvaluationTests", ["Tensors", "Interactions", "Recommenders", "Evaluation", "GoldenSupport"]),
    .target(name: "GoldenSupport", dependencies: ["Formats"], path: "Tests/GoldenSupport"),
    tests("ArchitectureTests", []),
    tests("EndToEndTests", ["CommandLineTool"]),
    tests("TensorsTests", ["Tensors"]),
    .testTarget(name: "FormatsTests", dependencies: ["Formats"], exclude: ["Fixtures"]),
    tests(
      "TrajectoriesTests",
      ["Trajectories", "Evaluation", "Formats", "Interactions", "Tensors", "GoldenSupport"]),
    tests("ExperimentsTests", ["Experiments"]),
    tests(
      "DistillationTests",
      ["Distillation", "Evaluation", "GoldenSupport", "Interactions", "Recommenders"]),
    .testTarget(
      name: "InteractionsTests", dependencies: ["Interactions", "Formats"], exclude: ["Fixtures"]),
  ] + vectorKernels,
  swiftLanguageModes: [.v6]
)
