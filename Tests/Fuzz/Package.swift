// swift-tools-version: 6.2
import PackageDescription

// Built by the script `run` beside this file, which adds the flags that instrument every Swift module of portspec.
let package = Package(
  name: "Fuzz",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "portspec", path: "../..")],
  targets: [
    .target(name: "FuzzDriver"),
    .executableTarget(
      name: "FuzzCompile", dependencies: ["FuzzDriver", .product(name: "PortCompiler", package: "portspec")]),
  ])
