extension SchemaGraph {
    /// The graph in the language of Graphviz: a cluster for each schema, tables as records of their columns.
    public var dot: String {
        var text = """
            digraph schema {
                rankdir=LR;
                node [shape=box, style="rounded,filled", fillcolor=white, fontname="Helvetica", fontsize=11];
                edge [color="#666666", arrowsize=0.7];

            """
        for (number, schema) in schemas.enumerated() {
            let members = nodes.indices.filter { nodes[$0].schema == schema }
            text +=
                "    subgraph cluster_\(number) {\n        label=\(quoted(schema)); style=rounded; color=\"#bbbbbb\";\n"
            for node in members { text += "        " + dotNode(node) }
            text += "    }\n"
        }
        for node in nodes.indices where nodes[node].schema == nil { text += "    " + dotNode(node) }
        for edge in edges {
            let style = edge.isRecorded ? "" : " [style=dashed, tooltip=\"found in the text of a routine\"]"
            text += "    n\(edge.from) -> n\(edge.to)\(style);\n"
        }
        return text + "}\n"
    }

    /// The schemas of the nodes, by name.
    var schemas: [String] { Set(nodes.compactMap(\.schema)).sorted() }

    private func dotNode(_ index: Int) -> String {
        let node = nodes[index]
        let tooltip = quoted(node.kind + " " + node.name)
        guard !node.columns.isEmpty else {
            let label = node.kind == "table" ? node.shortName : node.shortName + "\n" + node.kind
            return "n\(index) [label=\(quoted(label)), tooltip=\(tooltip)];\n"
        }
        var rows = "<tr><td bgcolor=\"#e8eef7\"><b>\(escaped(node.shortName))</b></td></tr>"
        for column in node.columns {
            let mark = column.isPrimary ? "<u>\(escaped(column.name))</u>" : escaped(column.name)
            rows += "<tr><td align=\"left\">\(mark) <font color=\"#777777\">\(escaped(column.type))</font></td></tr>"
        }
        let table = "<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"3\">\(rows)</table>"
        return "n\(index) [shape=plain, style=\"\", label=<\(table)>, tooltip=\(tooltip)];\n"
    }

    /// A double-quoted string.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            switch character {
            case "\"", "\\": result += "\\" + String(character)
            case "\n": result += "\\n"
            case "\r", "\0": break
            default: result.unicodeScalars.append(character)
            }
        }
        return result + "\""
    }

    /// Text within a label in Graphviz's HTML.
    private func escaped(_ text: String) -> String { text.escapedForXML }
}

extension String {
    /// The text with the characters that XML and HTML give a meaning replaced; control characters are left out.
    var escapedForXML: String {
        var result = ""
        for character in unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result.unicodeScalars.append(character)
            default:
                if character.value >= 32, character.value != 0x7F, character.value & 0xFFFE != 0xFFFE {
                    result.unicodeScalars.append(character)
                }
            }
        }
        return result
    }
}
