// swift-tools-version: 6.2
import PackageDescription

private let core = Target.Dependency.product(name: "HetCompCore", package: "hetcomp")
private let plugins = Target.Dependency.product(name: "HetCompPlugins", package: "hetcomp")

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "hetcomp", path: "..")],
  targets: [
    .target(name: "Measuring", dependencies: [core]),
    .executableTarget(name: "KernelSpeed", dependencies: ["Measuring", core]),
    .executableTarget(name: "TeacherSpeed", dependencies: ["Measuring", core]),
    .executableTarget(name: "SeamSpeed", dependencies: ["Measuring", core, plugins]),
  ],
  swiftLanguageModes: [.v6]
)
