import Platform

/// Databases of our own on a server, with names that nobody guesses; no other is ever made or dropped.
final class ScratchDatabases {
    private let client: PostgresClient
    private let folder: ScratchFolder
    /// What their names begin with.
    private let prefix =
        "schemac_verify_\(CurrentProcess.identifier)_" + String(UInt64.random(in: 0 ... .max), radix: 36)
    private var names: [String] = []

    /// A subscription, which a script may bring, keeps its database from being dropped.
    private static let forgetSubscriptions = """
        SELECT pg_catalog.format('ALTER SUBSCRIPTION %1$I DISABLE', subname),
            pg_catalog.format('ALTER SUBSCRIPTION %1$I SET (slot_name = NONE)', subname),
            pg_catalog.format('DROP SUBSCRIPTION %1$I', subname)
        FROM pg_catalog.pg_subscription JOIN pg_catalog.pg_database d ON d.oid = subdbid
        WHERE datname = pg_catalog.current_database() \\gexec

        """

    init(_ client: PostgresClient, _ folder: ScratchFolder) {
        self.client = client
        self.folder = folder
    }

    /// Makes an empty database and gives its name, which ends in `purpose`.
    func create(_ purpose: String) throws -> String {
        let name = "\(prefix)_\(purpose)"
        // Noted first: whoever is interrupted does not know whether the server has made it.
        names.append(name)
        do {
            try client.administer("CREATE DATABASE \(name) TEMPLATE template0")
        } catch {
            throw PostgresClient.Failure(description: "no database could be made to verify in: \(error)")
        }
        return name
    }

    /// Drops them all; gives what could not be dropped and why.
    func drop() -> [String] {
        defer { names = [] }
        return names.compactMap { name in
            do {
                try client.administer("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", isStoppable: false)
                return nil
            } catch {
                return dropWithSubscriptions(name)
            }
        }
    }

    private func dropWithSubscriptions(_ name: String) -> String? {
        do {
            let script = try folder.write(Array(Self.forgetSubscriptions.utf8), to: "subscriptions.sql")
            _ = try client.output(ofScript: script, on: name, isStoppable: false)
            try client.administer("DROP DATABASE IF EXISTS \(name) WITH (FORCE)", isStoppable: false)
            return nil
        } catch {
            return "the database \(name) could not be dropped: \(error)"
        }
    }
}
