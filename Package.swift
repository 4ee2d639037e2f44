// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error)
]

let package = Package(
    name: "schemac",
    platforms: [.macOS(.v13)],
    products: [
        .library(name: "PostgresSyntax", targets: ["PostgresSyntax"]),
        .executable(name: "generate-syntax", targets: ["generate-syntax"]),
    ],
    targets: [
        .target(name: "PostgresSyntax", swiftSettings: settings),
        .target(name: "GrammarModel", exclude: ["README.md"], swiftSettings: settings),
        .executableTarget(
            name: "generate-syntax", dependencies: ["GrammarModel"], path: "Sources/GenerateSyntax",
            swiftSettings: settings),
    ]
)
