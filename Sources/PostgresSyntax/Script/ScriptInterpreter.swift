/// Does what psql does with a script before the server sees it, as far as that can be known without running it:
/// replaces variables, leaves out the branches of `\if` that are not taken, puts included files in their place.
///
/// The result is a script again. Meta-commands stay in it; one that stands within a statement, which psql carries out
/// before the statement is complete, comes to stand before it.
struct ScriptInterpreter {
    private let options: ScriptOptions
    private(set) var diagnostics: [Diagnostic] = []
    private var state: PsqlState
    /// Whether the script ends here, or else goes on in another part.
    private let isLast: Bool
    private var output = SourceAssembly()
    /// The paths of the files being read, the outermost first.
    private var openFiles: [String] = []
    /// Whether a statement has begun that goes on behind the end.
    private var isWithinStatement = false

    /// How deep files may include each other.
    private static let maximumDepth = 100
    /// How many files a script may include, one file counted as often as it is read.
    private static let maximumFileCount = 10_000
    /// Bytes of a variable's value; longer ones, which come from values made of values, are not followed.
    private static let maximumValueCount = 1 << 16

    private init(_ options: ScriptOptions, _ state: PsqlState, isLast: Bool) {
        self.options = options
        self.state = state
        self.isLast = isLast
    }

    /// What a script, or a part of one, is when psql has done its own.
    struct Result {
        let source: SourceText
        let diagnostics: [Diagnostic]
        /// What the next part begins with.
        let state: PsqlState
        /// Whether the part ends within a statement as psql sees it.
        let isWithinStatement: Bool
    }

    /// Does what psql does with a script that begins with `state` and goes on behind `tokens` unless `isLast`.
    static func interpret(
        _ tokens: TokenBuffer, _ options: ScriptOptions, _ state: PsqlState, isLast: Bool
    ) -> Result {
        var interpreter = ScriptInterpreter(options, state, isLast: isLast)
        interpreter.run(tokens)
        return Result(
            source: interpreter.output.finish(for: tokens.source), diagnostics: interpreter.diagnostics,
            state: interpreter.state, isWithinStatement: interpreter.isWithinStatement)
    }

    // MARK: Files

    /// One file being read.
    private struct File {
        let source: SourceText
        /// The statement that has begun, with what stands before it.
        var statement = SourceAssembly()
        var hasTokens = false
        var cutter = StatementCutter()
        /// Where the text begins that has not been dealt with.
        var next: Int
        var conditions: [PsqlState.Condition]

        var isActive: Bool { conditions.last?.isActive ?? true }

        /// Deals with the text up to `end`.
        mutating func copy(to end: Int) {
            guard end > next else { return }
            if isActive { statement.copy(next..<end, of: source) }
            next = end
        }
    }

    private mutating func run(_ tokens: TokenBuffer) {
        let source = tokens.source
        openFiles.append(Self.normalized(source.name))
        defer { openFiles.removeLast() }
        let isOutermost = openFiles.count == 1
        var file = File(
            source: source, next: source.byteOrderMarkCount, conditions: isOutermost ? state.conditions : [])
        for index in 0..<tokens.count {
            let token = tokens[index]
            switch token.kind {
            case .metaCommand:
                carryOut(token, &file)
            case .copyData:
                file.copy(to: Int(token.end))
                endStatement(&file)
            case .psqlVariable, .colon:
                file.hasTokens = file.isActive || file.hasTokens
                substitute(token, &file)
            default:
                guard file.isActive else { continue }
                file.hasTokens = true
                if file.cutter.ends(with: token) {
                    file.copy(to: Int(token.end))
                    endStatement(&file)
                }
            }
        }
        file.copy(to: source.count)
        if isOutermost, !isLast {
            state.conditions = file.conditions.map { $0.carried(from: source) }
            isWithinStatement = file.hasTokens
        } else if let condition = file.conditions.last {
            report("unbalanced-condition", "\\if without \\endif", condition.range, condition.source)
        }
        if isOutermost, isLast { state.conditions = [] }
        if !isOutermost, file.hasTokens {
            // psql sends what is left at the end of each file.
            file.statement.insert("\n;".utf8, for: source.count..<source.count, of: source)
        }
        endStatement(&file)
    }

    private mutating func endStatement(_ file: inout File) {
        output.append(file.statement)
        file.statement.removeAll()
        file.hasTokens = false
        file.cutter.reset()
    }

    // MARK: Variables

    /// Puts a variable's value in its place, if it has one.
    private func substitute(_ token: Token, _ file: inout File) {
        let bytes = file.source.bytes(in: 0..<file.source.count)
        guard file.isActive, let reference = VariableReference(bytes, at: Int(token.start)),
            let value = written(reference, within: [])
        else { return }
        let range = Int(token.start)..<Int(token.start) + reference.count
        file.copy(to: range.lowerBound)
        file.statement.insert(value, for: range, of: file.source)
        file.next = range.upperBound
    }

    /// What psql puts in a variable's place; nil if it has no value.
    ///
    /// - Parameter open: the variables whose values are being read; they are not replaced again.
    private func written(_ reference: VariableReference, within open: [String]) -> [UInt8]? {
        switch (reference.form, lookUp(reference.name)) {
        case (.test, .undefined): Array("FALSE".utf8)
        case (.plain, .value(let value)) where value.utf8.contains(UInt8(ascii: ":")):
            open.contains(reference.name) ? nil : expanded(value, within: open + [reference.name])
        case (let form, .value(let value)): form.written(value)
        default: nil
        }
    }

    /// A variable's value with the variables in it replaced.
    private func expanded(_ value: String, within open: [String]) -> [UInt8] {
        let source = SourceText(name: "", text: value)
        let tokens = Lexer.lex(source, mode: .script)
        let bytes = source.bytes(in: 0..<source.count)
        var text: [UInt8] = []
        var next = 0
        for index in 0..<tokens.count where tokens[index].kind == .psqlVariable || tokens[index].kind == .colon {
            let start = Int(tokens[index].start)
            guard text.count < Self.maximumValueCount, let reference = VariableReference(bytes, at: start),
                let value = written(reference, within: open)
            else { continue }
            text += bytes[next..<start] + value
            next = start + reference.count
        }
        return text + bytes[next...]
    }

    private func lookUp(_ name: String) -> MetaCommand.Variable {
        if let value = state.variables[name] { return .value(value) }
        return state.unknown.contains(name) || state.hasQueried ? .unknown : .undefined
    }

    private mutating func set(_ arguments: [MetaCommand.Argument]) {
        guard let name = arguments.first?.text else { return }
        let values = arguments.dropFirst()
        let value = values.map(\.text).joined()
        let isKnown = values.allSatisfy(\.isKnown) && value.utf8.count < Self.maximumValueCount
        state.variables[name] = isKnown ? value : nil
        if isKnown { state.unknown.remove(name) } else { state.unknown.insert(name) }
    }

    private mutating func unset(_ name: String?, isUnknown: Bool) {
        guard let name else { return }
        state.variables[name] = nil
        if isUnknown { state.unknown.insert(name) } else { state.unknown.remove(name) }
    }

    // MARK: Commands

    private mutating func carryOut(_ token: Token, _ file: inout File) {
        var command = MetaCommand(file.source, token.range)
        let name = command.name
        switch name {
        case "if", "elif", "else", "endif":
            branch(&command, token, &file)
            return
        case _ where !file.isActive:
            return
        case _ where MetaCommand.endsStatement(name):
            file.copy(to: Int(token.end))
            endStatement(&file)
            if name == "gset" { state.hasQueried = true }
            return
        case "r", "reset":
            file.copy(to: Int(token.start))
            file.statement.removeAll()
            file.hasTokens = false
            file.cutter.reset()
        default: break
        }
        if name == "c" || name == "connect" {
            emitConnect(token, &file)
            return
        }
        emit(token, &file, as: isCarriedOut(command) ? .carriedOut : .copied)
        switch name {
        case "set": set(command.arguments(lookUp))
        case "unset": unset(command.nextArgument(lookUp)?.text, isUnknown: false)
        case "prompt": unset(command.arguments(lookUp).last?.text, isUnknown: true)
        case "getenv": unset(command.nextArgument(lookUp)?.text, isUnknown: true)
        case "i", "include": include(command.nextArgument(lookUp), token, file, isRelative: false)
        case "ir", "include_relative": include(command.nextArgument(lookUp), token, file, isRelative: true)
        default: break
        }
    }

    /// Whether a command has no further work to do: a setting of psql's own, such as `ON_ERROR_STOP`, has.
    private func isCarriedOut(_ command: MetaCommand) -> Bool {
        var command = command
        switch command.name {
        case "set", "unset":
            let variable = command.nextArgument(lookUp)?.text ?? ""
            return variable.contains { $0.isLowercase }
        case "i", "include", "ir", "include_relative": return options.include != nil
        default: return false
        }
    }

    /// Writes a meta-command, before the statement that it interrupts.
    private mutating func emit(_ token: Token, _ file: inout File, as role: SourceOrigins.Role) {
        let range = token.range
        file.copy(to: range.lowerBound)
        if !file.hasTokens {
            output.append(file.statement)
            file.statement.removeAll()
        }
        output.copy(range, of: file.source, as: role)
        if file.hasTokens { output.insert("\n".utf8, for: range.upperBound..<range.upperBound, of: file.source) }
        file.next = range.upperBound
    }

    /// Writes `\connect` with the values of plain variables, so that the names of databases can be read from it.
    private mutating func emitConnect(_ token: Token, _ file: inout File) {
        let bytes = file.source.bytes(in: 0..<file.source.count)
        let tail = file.statement
        if file.hasTokens { file.statement.removeAll() }
        file.copy(to: Int(token.start))
        var position = Int(token.start)
        while position < Int(token.end) {
            guard bytes[position] == UInt8(ascii: ":"), let reference = VariableReference(bytes, at: position),
                case .value(let value) = lookUp(reference.name),
                value.utf8.allSatisfy({ ByteClass(of: $0).continuesVariable })
            else {
                position += 1
                continue
            }
            let range = position..<position + reference.count
            file.copy(to: range.lowerBound)
            file.statement.insert(value.utf8, for: range, of: file.source)
            file.next = range.upperBound
            position = range.upperBound
        }
        file.copy(to: Int(token.end))
        output.append(file.statement)
        file.statement.removeAll()
        if file.hasTokens {
            output.insert("\n".utf8, for: token.range.upperBound..<token.range.upperBound, of: file.source)
            file.statement = tail
        }
    }

    // MARK: Included files

    private mutating func include(
        _ argument: MetaCommand.Argument?, _ token: Token, _ file: File, isRelative: Bool
    ) {
        guard let argument else { return }
        guard let include = options.include else {
            report(
                "include", "the file is not read", token.range, file.source, severity: .warning,
                hint: "--follow-includes reads the files that \\i and \\ir name.")
            return
        }
        guard argument.isKnown else {
            report("include", "the file's name is not known", argument.range, file.source)
            return
        }
        let path = isRelative ? Self.path(argument.text, besides: file.source.name) : argument.text
        state.fileCount += 1
        guard !openFiles.contains(Self.normalized(path)) else {
            report("include", "\(path) includes itself", argument.range, file.source)
            return
        }
        guard openFiles.count < Self.maximumDepth, state.fileCount <= Self.maximumFileCount else {
            if !state.hasTooManyFiles {
                report("include", "too many files include each other", argument.range, file.source)
            }
            state.hasTooManyFiles = true
            return
        }
        do {
            let tokens = Lexer.lex(try include(path), mode: .script)
            if let error = tokens.errors.last, tokens[error.token].end == tokens.source.count {
                // Something in it has no end, and would take in what follows here.
                report("include", "\(path) is left out: \(error.message)", argument.range, file.source)
                return
            }
            let end = token.range.upperBound..<token.range.upperBound
            output.insert("\n".utf8, for: end, of: file.source)
            run(tokens)
            output.insert("\n".utf8, for: end, of: file.source)
        } catch {
            report("include", "\(error)", argument.range, file.source)
        }
    }

    /// The path that `\ir` opens: relative to the folder of the file it stands in.
    private static func path(_ path: String, besides file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }

    /// `path` without `.` and `..` where possible, so that paths of one file are equal.
    private static func normalized(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }

    // MARK: Conditions

    /// `\if`, `\elif`, `\else` and `\endif`.
    private mutating func branch(_ command: inout MetaCommand, _ token: Token, _ file: inout File) {
        if command.name != "if", file.conditions.isEmpty {
            report("unbalanced-condition", "\\\(command.name) without \\if", token.range, file.source)
            emit(token, &file, as: .carriedOut)
            return
        }
        let wasActive = file.isActive
        let last = file.conditions.count - 1
        let branch = command.name == "if" ? (wasActive ? .waiting : .ignored) : file.conditions[last].state
        // Text of a branch that is not taken ends here; it is left out.
        file.copy(to: Int(token.start))
        switch command.name {
        case "if":
            let taken = wasActive ? evaluate(&command, token, file.source) : .ignored
            file.conditions.append(PsqlState.Condition(state: taken, range: token.range, source: file.source))
        case "endif":
            file.conditions.removeLast()
        default:
            switch branch {
            case .taken: file.conditions[last].state = .done
            case .waiting:
                file.conditions[last].state =
                    command.name == "else" ? .taken : evaluate(&command, token, file.source)
            case .done, .ignored, .unknown: break
            }
        }
        if branch != .ignored {
            let isOpen = branch == .unknown || command.name != "endif" && file.conditions.last?.state == .unknown
            emit(token, &file, as: isOpen ? .copied : .carriedOut)
        }
        file.next = Int(token.end)
    }

    /// What becomes of the branch whose condition the command is.
    private mutating func evaluate(
        _ command: inout MetaCommand, _ token: Token, _ source: SourceText
    ) -> PsqlState.Condition.State {
        let arguments = command.arguments(lookUp)
        let text = arguments.map(\.text).joined(separator: " ")
        if arguments.allSatisfy(\.isKnown), let value = Self.boolean(text) { return value ? .taken : .waiting }
        report(
            "unknown-condition", "the condition's value is not known; all branches are read", token.range, source,
            severity: .warning, hint: "Define the variable with -v name=value.")
        return .unknown
    }

    /// The value of what psql takes for a boolean.
    private static func boolean(_ text: String) -> Bool? {
        let text = text.lowercased()
        if text == "1" || text == "on" { return true }
        if text == "0" || text == "of" || text == "off" { return false }
        guard !text.isEmpty else { return nil }
        if "true".hasPrefix(text) || "yes".hasPrefix(text) { return true }
        if "false".hasPrefix(text) || "no".hasPrefix(text) { return false }
        return nil
    }

    private mutating func report(
        _ rule: String, _ message: String, _ range: Range<Int>, _ source: SourceText,
        severity: Diagnostic.Severity = .error, hint: String? = nil
    ) {
        diagnostics.append(Diagnostic(severity, rule: rule, message, hint: hint, source: source, range: range))
    }
}
