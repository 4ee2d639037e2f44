# fish completion for schemac
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -f -a parse -d 'Show how PostgreSQL reads SQL: trees, tokens and syntax errors.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -f -a compile -d 'Write one script, in dependency order, that can be run any number of times.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -f -a split -d 'Print the statements of scripts one by one, cut where psql cuts them.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -f -a help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from help' -f -a 'parse compile split'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -l version -d 'Show the version.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -s h -l help -d 'Show help information.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse compile split help' -l generate-completion-script -d 'Print a completion script for the shell.' -x -a 'bash zsh fish'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l format -d 'What to print.' -x -a 'text pg-json plpgsql tokens'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l summary -d 'Print how many statements of each kind there are instead.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l null -d 'Take each input as several sources separated by NUL bytes, with parameters for constants.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from parse' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from parse' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l target-version -d 'The major version of the PostgreSQL server that runs the result.' -x -a '14 15 16 17 18'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l default-schema -d 'The schema of names that are written without one.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from compile' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from compile' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from split' -l format -d 'What to print: statements with a NUL byte behind each, or a line of JSON for each.' -x -a 'null json'
complete -c schemac -n '__fish_seen_subcommand_from split' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from split' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from split' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from split' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from split' -s h -l help -d 'Show help information.'
