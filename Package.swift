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
        .library(name: "PostgresCatalog", targets: ["PostgresCatalog"]),
        .library(name: "SchemaCompiler", targets: ["SchemaCompiler"]),
        .library(name: "SchemaGraph", targets: ["SchemaGraph"]),
        .library(name: "SwiftMigrations", targets: ["SwiftMigrations"]),
        .library(name: "SchemaLinter", targets: ["SchemaLinter"]),
        .plugin(name: "schemac-plugin", targets: ["SchemacPlugin"]),
        .executable(name: "schemac", targets: ["schemac"]),
        .executable(name: "schemac-benchmark", targets: ["schemac-benchmark"]),
        .executable(name: "generate-syntax", targets: ["generate-syntax"]),
    ],
    targets: [
        .target(name: "Platform", swiftSettings: settings),
        .target(name: "PostgresSyntax", exclude: ["README.md"], swiftSettings: settings),
        .target(
            name: "PostgresCatalog", dependencies: ["PostgresSyntax"], exclude: ["README.md"], swiftSettings: settings),
        .target(
            name: "SchemaCompiler", dependencies: ["PostgresSyntax", "PostgresCatalog"], exclude: ["README.md"],
            swiftSettings: settings),
        .target(
            name: "SchemaGraph", dependencies: ["Platform", "PostgresSyntax", "PostgresCatalog"],
            exclude: ["README.md"],
            swiftSettings: settings),
        .target(
            name: "SwiftMigrations", dependencies: ["PostgresSyntax", "PostgresCatalog", "SchemaCompiler"],
            exclude: ["README.md"], swiftSettings: settings),
        .target(
            name: "SchemaLinter", dependencies: ["Platform", "PostgresSyntax", "PostgresCatalog"],
            exclude: ["README.md"], swiftSettings: settings),
        .target(name: "GrammarModel", exclude: ["README.md"], swiftSettings: settings),
        .executableTarget(
            name: "generate-syntax", dependencies: ["GrammarModel"], path: "Sources/GenerateSyntax",
            swiftSettings: settings),
        .executableTarget(
            name: "schemac",
            dependencies: [
                "Platform", "PostgresSyntax", "PostgresCatalog", "SchemaCompiler", "SchemaGraph", "SwiftMigrations",
                "SchemaLinter",
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "schemac-benchmark", dependencies: ["Platform", "PostgresSyntax"],
            path: "Benchmarks/schemac-benchmark", swiftSettings: settings),
        .plugin(
            name: "SchemacPlugin",
            capability: .command(
                intent: .custom(verb: "schemac", description: "Runs schemac, a compiler for PostgreSQL schemas."),
                permissions: [.writeToPackageDirectory(reason: "schemac writes the files that it is asked for.")])),
        .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"], swiftSettings: settings),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "PostgresSyntaxTests", dependencies: ["PostgresSyntax", "GrammarModel", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "PostgresCatalogTests", dependencies: ["PostgresCatalog", "PostgresSyntax", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "SchemaCompilerTests",
            dependencies: ["SchemaCompiler", "PostgresCatalog", "PostgresSyntax", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "SchemaGraphTests",
            dependencies: ["SchemaGraph", "PostgresCatalog", "PostgresSyntax", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "SwiftMigrationsTests",
            dependencies: ["SwiftMigrations", "PostgresCatalog", "PostgresSyntax", "TestSupport"],
            exclude: ["Fixtures", "Stubs"], swiftSettings: settings),
        .testTarget(
            name: "SchemaLinterTests",
            dependencies: ["SchemaLinter", "PostgresCatalog", "PostgresSyntax", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["schemac", "Platform", "PostgresCatalog", "PostgresSyntax", "TestSupport"],
            exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "GrammarTests", dependencies: ["GrammarModel", "PostgresSyntax", "generate-syntax"],
            swiftSettings: settings),
    ]
)
