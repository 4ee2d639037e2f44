# fish completion for schemac
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile help' -f -a parse -d 'Show how PostgreSQL reads SQL: trees, tokens and syntax errors.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile help' -f -a compile -d 'Write one script, in dependency order, that can be run any number of times.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile help' -f -a help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from help' -f -a 'parse compile'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile help' -l version -d 'Show the version.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile help' -s h -l help -d 'Show help information.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile help' -l generate-completion-script -d 'Print a completion script for the shell.' -x -a 'bash zsh fish'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l format -d 'What to print.' -x -a 'text pg-json plpgsql tokens'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l summary -d 'Print how many statements of each kind there are instead.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l null -d 'Take each input as several sources separated by NUL bytes.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from parse' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l target-version -d 'The major version of the PostgreSQL server that runs the result.' -x -a '14 15 16 17 18'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l default-schema -d 'The schema of names that are written without one.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from compile' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from compile' -s h -l help -d 'Show help information.'
