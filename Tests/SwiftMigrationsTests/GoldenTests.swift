import Foundation
import PostgresSyntax
import SwiftMigrations
import TestSupport
import Testing

/// A folder of expected Swift source under Fixtures/expected, and what it is made of.
struct GoldenCase: Sendable, CustomStringConvertible {
    /// The folder's name: the input, the target, the split, and what else differs from the defaults.
    let description: String
    let inputs: [URL]
    /// The folder with the expected files.
    let folder: URL
    let options: MigrationOptions
    /// Whether it is an example for people, not a fixture.
    var isExample: Bool { description.hasPrefix("Examples/") }

    /// All cases: the observatory has them all and the tides all targets and splits, the others what is theirs to show.
    static let all: [GoldenCase] =
        MigrationTarget.allCases.flatMap { target in
            ["observatory", "tides"].flatMap { name in
                MigrationSplit.allCases.map { GoldenCase(schema: name, target, $0) }
            }
                + ["hostile", "rows"].map { GoldenCase(schema: $0, target, .schema) }
                + [GoldenCase(schema: "rows", target, .table, access: .public)]
                + ["flyway", "updown", "goose", "dbmate"].map { GoldenCase(folder: $0, target) }
        }
        + MigrationSplit.allCases.map { GoldenCase(schema: "observatory", .fluent, $0, style: .builder) }
        + [GoldenCase(schema: "rows", .fluent, .schema, style: .builder), .example]

    /// What Examples/fluent shows.
    private static let example = {
        var options = MigrationOptions(target: .fluent)
        options.split = .table
        let examples = packageRoot.appending(path: "Examples")
        return GoldenCase(
            description: "Examples/fluent",
            inputs: ["01_shop.sql", "02_reviews.sql"].map { examples.appending(path: "shop/\($0)") },
            folder: examples.appending(path: "fluent/Migrations"), options: options)
    }()

    private init(description: String, inputs: [URL], folder: URL, options: MigrationOptions) {
        self.description = description
        self.inputs = inputs
        self.folder = folder
        self.options = options
    }

    private init(
        schema name: String, _ target: MigrationTarget, _ split: MigrationSplit,
        style: MigrationStyle = .raw, access: MigrationAccess = .internal
    ) {
        var options = MigrationOptions(target: target)
        options.split = split
        options.style = style
        options.access = access
        let others = [style == .builder ? ".builder" : "", access == .public ? ".public" : ""].joined()
        let description = "\(name).\(target.rawValue).\(split)\(others)"
        self.init(
            description: description, inputs: [Fixture.folder("schemas").appending(path: "\(name).sql")],
            folder: Fixture.folder("expected").appending(path: description), options: options)
    }

    private init(folder name: String, _ target: MigrationTarget) {
        let folder = Fixture.folder("folders/\(name)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var options = MigrationOptions(target: target)
        options.split = .file
        let description = "\(name).\(target.rawValue).file"
        self.init(
            description: description, inputs: names.sorted().map { folder.appending(path: $0) },
            folder: Fixture.folder("expected").appending(path: description), options: options)
    }

    /// The inputs.
    func sources() throws -> [SourceText] {
        try inputs.map { SourceText(name: $0.lastPathComponent, bytes: Array(try Data(contentsOf: $0))) }
    }

    /// What the inputs are made into.
    func generate() throws -> GeneratedMigrations { SwiftMigrations.generate(try sources(), options) }

    /// The expected files, by name.
    func expected() -> [String: [UInt8]] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.reduce(into: [:]) { files, name in
            files[name] = (try? Data(contentsOf: folder.appending(path: name))).map { Array($0) }
        }
    }
}

extension Fixture {
    /// The folder `Fixtures/<name>` of this module's tests.
    static func folder(_ name: String, file: String = #filePath) -> URL {
        URL(filePath: file).deletingLastPathComponent().appending(path: "Fixtures/\(name)")
    }
}

/// Fixtures/expected: a folder for each case, with the files that are emitted and what there is to say.
@Suite struct GoldenTests {
    @Test(arguments: GoldenCase.all)
    func emittedFiles(_ golden: GoldenCase) throws {
        let result = try golden.generate()
        var files = Dictionary(uniqueKeysWithValues: result.files.map { ($0.name, Array($0.text.utf8)) })
        let diagnostics = result.diagnostics.map { "\($0.severity): \($0.message) [\($0.rule)]\n" }.joined()
        if !diagnostics.isEmpty, !golden.isExample { files["diagnostics.txt"] = Array(diagnostics.utf8) }
        if ProcessInfo.processInfo.environment["RECORD"] == "1" { try record(files, golden) }
        let expected = golden.expected()
        #expect(files.keys.sorted() == expected.keys.sorted())
        for (name, bytes) in files where expected[name] != bytes {
            Issue.record(
                "\(golden)/\(name) differs; RECORD=1 rewrites it. Now:\n\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    private func record(_ files: [String: [UInt8]], _ golden: GoldenCase) throws {
        try FileManager.default.createDirectory(at: golden.folder, withIntermediateDirectories: true)
        for (name, _) in golden.expected() where files[name] == nil {
            try FileManager.default.removeItem(at: golden.folder.appending(path: name))
        }
        for (name, bytes) in files { try Data(bytes).write(to: golden.folder.appending(path: name)) }
    }

    @Test func emissionIsDeterministic() throws {
        for golden in GoldenCase.all {
            #expect(try golden.generate().files.map(\.text) == golden.generate().files.map(\.text))
        }
    }
}
