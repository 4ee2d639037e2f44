/// The version `schemac --version` prints.
let schemacVersion = "0.1.0"

extension Program {
    /// schemac and its subcommands.
    static func schemac() -> Program {
        Program(
            name: "schemac",
            version: schemacVersion,
            abstract: "A compiler for PostgreSQL schemas.",
            commands: [
                .parse(),
                .inspect(),
                .graph(),
                .order(),
                .compile(),
                .verify(),
                .migrations(),
                .split(),
                .lint(),
                .explain(),
                .initialize(),
            ])
    }
}
