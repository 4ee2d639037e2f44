import PostgresCatalog

extension DatabaseSummary {
    /// What `schemac inspect` prints.
    func text(of database: Database) -> String {
        let statements = files.reduce(0) { $0 + $1.statements }
        let failures = files.reduce(0) { $0 + $1.failures }
        var text = "\(counted(files.count, "file")), \(counted(statements, "statement"))"
        text += failures == 0 ? "\n" : ", \(failures) of them \(failures == 1 ? "fails" : "fail")\n"
        if !counts.isEmpty {
            let width = String(counts[0].count).count
            text += "\nobjects\n"
            for item in counts {
                let figure = String(item.count)
                text += "    " + String(repeating: " ", count: width - figure.count) + figure
                text += "  \(item.count == 1 ? item.kind : plural(item.kind))\n"
            }
        }
        if !redefinitions.isEmpty {
            text += "\ndefined more than once\n"
            for item in redefinitions {
                text += "    \(item.name.type) \(item.name.identity)\n"
                text += "        \(database.place(of: item.first))\n"
                text += "        \(database.place(of: item.again))  \(item.effect.words)\n"
            }
        }
        if !unresolved.isEmpty {
            text += "\nunresolved references\n"
            for item in unresolved {
                let others = item.places.count - 1
                text += "    \(DisplayText.singleLine(item.message, limit: 200))\n        \(item.places[0])"
                text += others == 0 ? "\n" : " and \(counted(others, "other place"))\n"
            }
        }
        if !files.isEmpty {
            text += "\nfiles\n"
            for file in files { text += self.text(of: file) }
        }
        return text
    }

    private func text(of file: File) -> String {
        var text = "    \(file.name): \(counted(file.statements, "statement"))"
        if file.failures > 0 { text += ", \(file.failures) \(file.failures == 1 ? "fails" : "fail")" }
        let creates = file.creates.map { counted($0.count, $0.kind) }
        text += "\n        creates \(creates.isEmpty ? "nothing" : creates.joined(separator: ", "))\n"
        if file.changes > 0 { text += "        changes \(counted(file.changes, "object")) of other files\n" }
        return text
    }
}

extension DatabaseSummary.Redefinition.Effect {
    /// What to say of the later definition.
    fileprivate var words: String {
        switch self {
        case .skipped: "does nothing, since it exists"
        case .replaces: "replaces it"
        case .fails: "fails, since it exists"
        }
    }
}

/// `1 table`, `2 tables`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(count == 1 ? noun : plural(noun))" }

private func plural(_ noun: String) -> String {
    if noun.hasSuffix("y"), !noun.hasSuffix("ey") { return noun.dropLast() + "ies" }
    return noun + (noun.hasSuffix("s") || noun.hasSuffix("x") ? "es" : "s")
}
