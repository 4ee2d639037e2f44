import GrammarModel

@main
enum GenerateSyntax {
    static func main() throws {
        let root = "."
        for f in GeneratedFiles(grammar: try Grammar(root: root)).files { try f.write(root: root) }
    }
}
