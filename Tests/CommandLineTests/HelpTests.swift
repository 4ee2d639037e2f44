import Platform
import Testing

@testable import schemac

@Suite struct HelpTests {
    private let program = Program.schemac()

    @Test func theHelpOfTheProgram() throws {
        try expectSnapshot(HelpText(program: program).text(of: nil), "help.txt")
    }

    @Test(arguments: Program.schemac().commands.map(\.name))
    func theHelpOfASubcommand(name: String) throws {
        let command = try #require(program.commands.first { $0.name == name })
        try expectSnapshot(HelpText(program: program).text(of: command), "help-\(name).txt")
    }

    @Test(arguments: [60, 80, 120])
    func linesAreNotLongerThanTheTerminal(width: Int) {
        let help = HelpText(program: program, width: width)
        for command in [nil] + program.commands.map(Optional.some) {
            for line in help.text(of: command).split(separator: "\n") where line.hasPrefix("  ") {
                #expect(line.count <= width, "\(line)")
            }
        }
    }

    @Test(arguments: CompletionScript.Shell.allCases)
    func theCompletionScript(shell: CompletionScript.Shell) throws {
        try expectSnapshot(CompletionScript(program: program).text(for: shell), "completion.\(shell.rawValue)")
    }

    @Test(arguments: Program.schemac().commands.map(\.name))
    func everySubcommandReportsInColor(name: String) throws {
        let command = try #require(program.commands.first { $0.name == name })
        #expect(command.options.contains { $0.name == Option.color.name })
    }

    @Test func spellingsAreUnique() {
        for options in [program.options] + program.commands.map(\.allOptions) {
            let spellings = options.flatMap { [$0.longSpelling, $0.shortSpelling].compactMap { $0 } }
            #expect(Set(spellings).count == spellings.count)
        }
        #expect(Set(program.commands.map(\.name)).count == program.commands.count)
    }
}
