/// The scripts of `--generate-completion-script`, made from the description of the subcommands.
struct CompletionScript {
    enum Shell: String, CaseIterable {
        case bash
        case zsh
        case fish
    }

    let program: Program

    /// The script for `shell`, to be sourced or put where the shell looks for completions.
    func text(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    private var subcommandNames: String {
        (program.commands.map(\.name) + ["help"]).joined(separator: " ")
    }

    /// The spellings of options, separated by spaces.
    private func spellings(of options: [Option]) -> String {
        options.flatMap { [$0.shortSpelling, $0.longSpelling].compactMap { $0 } }.joined(separator: " ")
    }
}

// MARK: - bash

extension CompletionScript {
    /// Written for bash 3.2, which macOS has.
    private var bash: String {
        let cases = program.commands.map(bashCase).joined()
        let names = program.commands.map(\.name).joined(separator: "|")
        return """
            # bash completion for \(program.name)
            _\(program.name)() {
                local IFS=$'\\n' current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
                local subcommand="" index
                COMPREPLY=()
                for ((index = 1; index < COMP_CWORD; index++)); do
                    case "${COMP_WORDS[index]}" in
                    \(names)|help) subcommand="${COMP_WORDS[index]}"; break ;;
                    esac
                done
                case "$subcommand" in
            \(cases)    help)
                    _\(program.name)_words '\(program.commands.map(\.name).joined(separator: " "))' ;;
                *)
            \(bashValues(of: program.options))        _\(program.name)_words '\(subcommandNames) \(spellings(of: program.options))' ;;
                esac
            }
            _\(program.name)_words() {
                COMPREPLY=($(IFS=' ' compgen -W "$1" -- "$current"))
            }
            complete -o filenames -F _\(program.name) \(program.name)

            """
    }

    private func bashCase(_ command: Command) -> String {
        """
            \(command.name))
        \(bashValues(of: command.allOptions))        if [[ "$current" == -* ]]; then
                    _\(program.name)_words '\(spellings(of: command.allOptions))'
                else
                    COMPREPLY=($(compgen -f -- "$current"))
                fi ;;

        """
    }

    /// A `case` over the word before the current one, for options that take a value.
    private func bashValues(of options: [Option]) -> String {
        let cases = options.compactMap { option -> String? in
            guard let value = option.value else { return nil }
            let spellings = [option.shortSpelling, option.longSpelling].compactMap { $0 }.joined(separator: "|")
            let completion =
                value.isFile
                ? #"COMPREPLY=($(compgen -f -- "$current")); "#
                : value.allowed.isEmpty ? "" : "_\(program.name)_words '\(value.allowed.joined(separator: " "))'; "
            return "        \(spellings)) \(completion)return ;;\n"
        }
        return "        case \"$previous\" in\n\(cases.joined())        esac\n"
    }
}

// MARK: - zsh

extension CompletionScript {
    private var zsh: String {
        let descriptions = program.commands.map { "            \(quoted("\($0.name):\($0.abstract)"))\n" }.joined()
        let cases = program.commands.map { command in
            """
                    \(command.name))
                        _arguments -s \\
            \(zshArguments(of: command.allOptions))\
                            '*:\(command.operand?.name ?? ""):_files' ;;

            """
        }.joined()
        return """
            #compdef \(program.name)
            _\(program.name)() {
                local context state line
                typeset -A opt_args
                local -a subcommands
                subcommands=(
            \(descriptions)            \(quoted("help:Show help information."))
                )
                _arguments -C \\
            \(zshArguments(of: program.options))\
                            '1: :->subcommand' \\
                            '*:: :->arguments'
                case "$state" in
                subcommand)
                    _describe subcommand subcommands ;;
                arguments)
                    case "$words[1]" in
            \(cases)        help)
                        _describe subcommand subcommands ;;
                    esac ;;
                esac
            }
            if [ "$funcstack[1]" = "_\(program.name)" ]; then
                _\(program.name) "$@"
            else
                compdef _\(program.name) \(program.name)
            fi

            """
    }

    /// One line of `_arguments` for each spelling of each option.
    private func zshArguments(of options: [Option]) -> String {
        options.flatMap { option -> [String] in
            let help = option.help.filter { !"[]:".contains($0) }
            var action = ""
            if let value = option.value {
                let values =
                    value.isFile ? "_files" : value.allowed.isEmpty ? "" : "(\(value.allowed.joined(separator: " ")))"
                action = ":\(value.name):\(values)"
            }
            let separator = option.value == nil ? "" : "="
            let long = option.longSpelling + separator + "[\(help)]" + action
            let short = option.shortSpelling.map { $0 + (option.value == nil ? "" : "+") + "[\(help)]" + action }
            return [short, long].compactMap { $0 }.map { "                \(quoted($0)) \\\n" }
        }.joined()
    }
}

// MARK: - fish

extension CompletionScript {
    private var fish: String {
        let none = "not __fish_seen_subcommand_from \(subcommandNames)"
        let subcommands = (program.commands.map { ($0.name, $0.abstract) } + [("help", "Show help information.")])
            .map { fishLine(condition: none, "-f -a \($0) -d \(quoted($1))") }
        let help = "__fish_seen_subcommand_from help"
        let helpNames = program.commands.map(\.name).joined(separator: " ")
        let programOptions = program.options.map { fishLine(condition: none, fishOption($0)) }
        let options = program.commands.flatMap { command in
            command.allOptions.map {
                fishLine(condition: "__fish_seen_subcommand_from \(command.name)", fishOption($0))
            }
        }
        let lines = subcommands + [fishLine(condition: help, "-f -a \(quoted(helpNames))")] + programOptions + options
        return "# fish completion for \(program.name)\n" + lines.joined()
    }

    private func fishLine(condition: String, _ arguments: String) -> String {
        "complete -c \(program.name) -n \(quoted(condition)) \(arguments)\n"
    }

    private func fishOption(_ option: Option) -> String {
        var line = option.short.map { "-s \($0) " } ?? ""
        line += "-l \(option.name) -d \(quoted(option.help))"
        guard let value = option.value else { return line }
        if value.isFile { return line + " -r -F" }
        return line + " -x" + (value.allowed.isEmpty ? "" : " -a \(quoted(value.allowed.joined(separator: " ")))")
    }
}

// MARK: - Quoting

extension CompletionScript {
    /// `text` in single quotes, for all three shells.
    private func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
