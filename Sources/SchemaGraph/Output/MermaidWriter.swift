extension SchemaGraph {
    /// The graph in the language of Mermaid: an entity-relationship diagram where nodes have columns, else a flowchart
    /// with a subgraph for each schema.
    public var mermaid: String {
        nodes.contains { !$0.columns.isEmpty } ? mermaidEntities : mermaidFlowchart
    }

    private var mermaidFlowchart: String {
        var text = "flowchart LR\n"
        for (number, schema) in schemas.enumerated() {
            text += "    subgraph s\(number)[\(mermaidText(schema))]\n"
            for node in nodes.indices where nodes[node].schema == schema { text += "    " + mermaidNode(node) }
            text += "    end\n"
        }
        for node in nodes.indices where nodes[node].schema == nil { text += mermaidNode(node) }
        for edge in edges { text += "    n\(edge.from) \(edge.isRecorded ? "-->" : "-.->") n\(edge.to)\n" }
        return text
    }

    private func mermaidNode(_ index: Int) -> String {
        let node = nodes[index]
        let label = node.kind == "table" || node.kind == "file" ? node.shortName : node.kind + " " + node.shortName
        return "    n\(index)[\(mermaidText(label))]\n"
    }

    private var mermaidEntities: String {
        var text = "erDiagram\n"
        for (index, node) in nodes.enumerated() {
            text += "    n\(index)[\(mermaidText(node.shortName))] {\n"
            for column in node.columns {
                let keys = [column.isPrimary ? "PK" : nil, column.isForeign ? "FK" : nil].compactMap { $0 }
                text +=
                    "        \(mermaidWord(column.type)) \(mermaidWord(column.name)) \(keys.joined(separator: ", "))\n"
            }
            text += "    }\n"
        }
        for edge in edges {
            let line = edge.isForeignKey ? "}o--||" : "}o..||"
            text += "    n\(edge.from) \(line) n\(edge.to) : \(mermaidText(edge.isForeignKey ? "refers to" : "uses"))\n"
        }
        return text
    }

    /// A quoted label.
    private func mermaidText(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"": result += "#quot;"
            case "#": result += "#35;"
            case "<": result += "#lt;"
            case ">": result += "#gt;"
            case "\n", "\r", "\0": result += " "
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }

    /// A type or column in an entity, where only letters, digits and a few marks may stand.
    private func mermaidWord(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            let isPlain =
                character.properties.isAlphabetic || ("0"..."9").contains(character)
                || "_-()[]".unicodeScalars.contains(character)
            result.unicodeScalars.append(isPlain ? character : "_")
        }
        return result.unicodeScalars.first.map { $0.properties.isAlphabetic || $0 == "_" } == true
            ? result : "_" + result
    }
}
