// swift-tools-version: 6.2
import PackageDescription

/// The language mode of every Swift target: a warning is an error, and unsafe code says so.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "portspec",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "portspec", targets: ["portspec"]),
    .library(name: "PortCompiler", targets: ["PortCompiler"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"]), .yum(["libyaml-devel"])]),
    .systemLibrary(
      name: "CLibCMark", pkgConfig: "libcmark",
      providers: [.apt(["libcmark-dev"]), .brew(["cmark"]), .yum(["cmark-devel"])]),

    .systemLibrary(name: "CHeap"),

    .target(name: "SourceDiagnostics", swiftSettings: settings),
    .target(
      name: "PortModel", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: settings),
    .target(
      name: "SourceTrees", dependencies: ["CLibYAML", "SourceDiagnostics", "PortModel"],
      swiftSettings: settings),
    .target(name: "PortGenerators", dependencies: ["PortModel"], swiftSettings: settings),
    .target(
      name: "PortReporting", dependencies: ["SourceDiagnostics", "PortModel"],
      swiftSettings: settings),
    .target(
      name: "PortPage", dependencies: ["CLibCMark", "SourceDiagnostics", "SourceTrees"],
      swiftSettings: settings),
    .target(
      name: "PortCompiler",
      dependencies: ["SourceDiagnostics", "PortModel", "SourceTrees", "PortPage"],
      swiftSettings: settings),
    .target(
      name: "PortCommands",
      dependencies: [
        "SourceDiagnostics", "PortModel", "SourceTrees", "PortPage", "PortCompiler", "PortGenerators",
        "PortReporting", "CHeap", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .executableTarget(name: "portspec", dependencies: ["PortCommands"], swiftSettings: settings),

    .target(name: "GeneratedPorts", path: "generated/Swift", swiftSettings: settings),

    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(name: "GeneratedTests", dependencies: ["GeneratedPorts"], swiftSettings: settings),
    .testTarget(name: "PortModelTests", dependencies: ["PortModel"], swiftSettings: settings),
    .testTarget(
      name: "PortGeneratorsTests", dependencies: ["PortGenerators", "PortModel"], swiftSettings: settings),
    .testTarget(
      name: "PortReportingTests", dependencies: ["SourceDiagnostics", "PortModel", "PortReporting"],
      swiftSettings: settings),
    .testTarget(
      name: "SourceTreesTests", dependencies: ["SourceDiagnostics", "PortModel", "SourceTrees"],
      swiftSettings: settings),
    .testTarget(name: "PortPageTests", dependencies: ["PortPage", "SourceDiagnostics"], swiftSettings: settings),
    .testTarget(
      name: "PortCompilerTests", dependencies: ["SourceDiagnostics", "PortModel", "PortPage", "PortCompiler"],
      swiftSettings: settings),
    .testTarget(
      name: "PortCommandsTests",
      dependencies: ["SourceDiagnostics", "PortModel", "PortCompiler", "PortGenerators", "PortCommands", "portspec"],
      swiftSettings: settings),
  ])
