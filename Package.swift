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
    ],
    targets: [
        .target(name: "PostgresSyntax", swiftSettings: settings),
    ]
)
