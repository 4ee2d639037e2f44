# fish completion for schemac
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a parse -d 'Show how PostgreSQL reads SQL: trees, tokens and syntax errors.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a inspect -d 'Show what a database would hold after scripts were run.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a graph -d 'Show what depends on what.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a order -d 'Show the order in which to run files.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a compile -d 'Write one script, in dependency order, that can be run any number of times.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a verify -d 'Prove on a server that the compiled script makes what the files make.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a migrations -d 'Write Swift migrations for Fluent, Hummingbird or PostgresNIO.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a split -d 'Print the statements of scripts one by one, cut where psql cuts them.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a lint -d 'Find what would fail, lock, lose data or rot.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a explain -d 'Tell what a rule of '\''schemac lint'\'' reports, why, and what to do instead.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a init -d 'Write a schemac.json with comments, to begin with.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -f -a help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from help' -f -a 'parse inspect graph order compile verify migrations split lint explain init'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -l version -d 'Show the version.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -s h -l help -d 'Show help information.'
complete -c schemac -n 'not __fish_seen_subcommand_from parse inspect graph order compile verify migrations split lint explain init help' -l generate-completion-script -d 'Print a completion script for the shell.' -x -a 'bash zsh fish'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l format -d 'What to print.' -x -a 'text pg-json plpgsql tokens'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l summary -d 'Print how many statements of each kind there are instead.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l null -d 'Take each input as several sources separated by NUL bytes, with parameters for constants.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from parse' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from parse' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from parse' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from parse' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from inspect' -l format -d 'What to print.' -x -a 'text json'
complete -c schemac -n '__fish_seen_subcommand_from inspect' -l object -d 'Show the objects of this name, with or without schema; may be given more than once.' -x
complete -c schemac -n '__fish_seen_subcommand_from inspect' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from inspect' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from inspect' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from inspect' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from inspect' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from inspect' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from graph' -l format -d 'What to print.' -x -a 'json dot mermaid svg html'
complete -c schemac -n '__fish_seen_subcommand_from graph' -l level -d 'What the nodes are; tables in drawings and objects elsewhere, unless given.' -x -a 'object table file schema'
complete -c schemac -n '__fish_seen_subcommand_from graph' -l focus -d 'Show only what an object needs and what needs it; may be given more than once.' -x
complete -c schemac -n '__fish_seen_subcommand_from graph' -l depth -d 'How many steps away from the focus an object may be; any number unless given.' -x
complete -c schemac -n '__fish_seen_subcommand_from graph' -l direction -d 'From the focus down to what it needs, up to what needs it, or both.' -x -a 'down up both'
complete -c schemac -n '__fish_seen_subcommand_from graph' -l order -d 'Print an order in which all can be created, with the reason for each place.'
complete -c schemac -n '__fish_seen_subcommand_from graph' -l cycles -d 'Print what needs each other, and the dependency to cut.'
complete -c schemac -n '__fish_seen_subcommand_from graph' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from graph' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from graph' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from graph' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from graph' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from graph' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from order' -l format -d 'What to print.' -x -a 'list json psql'
complete -c schemac -n '__fish_seen_subcommand_from order' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from order' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from order' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from order' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from order' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l format -d 'What to print: the script, or its steps as JSON.' -x -a 'sql json'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l data -d 'Whether statements about rows and sequences'\'' values are kept, left out, or all there is.' -x -a 'keep skip only'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l section -d 'Write one section.' -x -a 'pre-data data post-data'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l no-owner -d 'Leave out owners.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l no-privileges -d 'Leave out GRANT, REVOKE and default privileges.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l no-comments -d 'Leave out COMMENT.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l transaction -d 'Put all that PostgreSQL allows in one transaction; the rest stands before or behind it.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l concurrently -d 'Build indexes without locking their tables against writing.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l mode -d 'Who runs the script.' -x -a 'psql driver'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l split -d 'Write a folder of files instead of one script.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from compile' -l split-by -d 'What has a file of its own in that folder.' -x -a 'kind object schema'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l on-conflict -d 'Which definition counts if files define one object differently.' -x -a 'error first last'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l only -d 'Write only the objects that the pattern describes, such as '\''app.*'\'' or kind=table.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -l exclude -d 'Leave out the objects that the pattern describes.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -l with-dependencies -d 'Write what the chosen objects need, too.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l target-version -d 'The major version of the PostgreSQL server that runs the result.' -x -a '14 15 16 17 18'
complete -c schemac -n '__fish_seen_subcommand_from compile' -l default-schema -d 'The schema of names that are written without one.' -x
complete -c schemac -n '__fish_seen_subcommand_from compile' -l check-shape -d 'Let the script compare what exists with what it would create, and warn of differences or fail.' -x -a 'none warn error'
complete -c schemac -n '__fish_seen_subcommand_from compile' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from compile' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from compile' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from verify' -l database -d 'A database of the server, as a URL or connection string; the user must be allowed to make databases.' -x
complete -c schemac -n '__fish_seen_subcommand_from verify' -l on-conflict -d 'Which definition counts if files define one object differently.' -x -a 'error first last'
complete -c schemac -n '__fish_seen_subcommand_from verify' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from verify' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from verify' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from verify' -l target-version -d 'The major version of PostgreSQL to compile for, if not the server'\''s.' -x -a '14 15 16 17 18'
complete -c schemac -n '__fish_seen_subcommand_from verify' -l default-schema -d 'The schema of names that are written without one.' -x
complete -c schemac -n '__fish_seen_subcommand_from verify' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from verify' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from verify' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l target -d 'The framework that runs the migrations.' -x -a 'fluent hummingbird postgres-nio'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -s o -l output -d 'The folder for the Swift files; it is created if need be.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l split -d 'One migration for all, for each table, for each kind of object or for each file.' -x -a 'schema table object file'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l style -d 'How Fluent'\''s migrations make tables: in SQL, or with the schema builder where it can.' -x -a 'raw builder'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l access -d 'Who sees the migrations.' -x -a 'internal public'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l name -d 'What the schema is called, if one migration makes all: Shop gives CreateShop.' -x
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l owners -d 'Keep the statements that give objects to roles.'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l privileges -d 'Keep the statements that grant privileges.'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l baseline -d 'Print SQL that marks the migrations as run, for a database that has the schema.'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l check -d 'Write nothing; exit with 1 if the folder is out of date.'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l default-schema -d 'The schema of names that are written without one.' -x
complete -c schemac -n '__fish_seen_subcommand_from migrations' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from migrations' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from split' -l format -d 'What to print: statements with a NUL byte behind each, or a line of JSON for each.' -x -a 'null json'
complete -c schemac -n '__fish_seen_subcommand_from split' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from split' -l follow-includes -d 'Read the files that \i and \ir name in their places.'
complete -c schemac -n '__fish_seen_subcommand_from split' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from split' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from split' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l format -d 'What to print: text, json, sarif, github, gitlab, junit, checkstyle, gcc. May be given more than once; '\''sarif=out.sarif'\'' writes a file.' -x
complete -c schemac -n '__fish_seen_subcommand_from lint' -l profile -d 'What kind of input all files are; told from each file unless given.' -x -a 'dump schema migration query'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l select -d 'Look only for these rules or categories, separated by commas; may be given more than once.' -x
complete -c schemac -n '__fish_seen_subcommand_from lint' -l ignore -d 'Do not look for these rules or categories.' -x
complete -c schemac -n '__fish_seen_subcommand_from lint' -l fail-on -d 'The findings that make the exit code 1; error unless given.' -x -a 'error warning info never'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l config -d 'The configuration; the nearest schemac.json, in this folder or above, unless given.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from lint' -l fix -d 'Edit the files where a finding has a safe fix.'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l unsafe-fixes -d 'With --fix or --diff: fixes as well that change what statements mean.'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l diff -d 'Print what --fix would change, and change nothing.'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l baseline -d 'Leave out the findings that a file of --write-baseline has.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from lint' -l write-baseline -d 'Write the findings to a file, as known ones.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from lint' -l changed-since -d 'Lint only the files that differ from those of a commit of Git.' -x
complete -c schemac -n '__fish_seen_subcommand_from lint' -l staged -d 'Lint only the files that are staged in Git.'
complete -c schemac -n '__fish_seen_subcommand_from lint' -l stdin-filename -d 'The file that standard input ('\''-'\'') stands for.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from lint' -l list-rules -d 'List the rules instead.'
complete -c schemac -n '__fish_seen_subcommand_from lint' -s v -l variable -d 'Set a variable of psql, or the value of a placeholder ${name}.' -x
complete -c schemac -n '__fish_seen_subcommand_from lint' -l legacy -d 'When to accept syntax that PostgreSQL had before version 14; auto: in dumps of such versions.' -x -a 'auto on off'
complete -c schemac -n '__fish_seen_subcommand_from lint' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from lint' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from lint' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from explain' -s o -l output -d 'Write the result to a file, whole or not at all, instead of standard output.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from explain' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from explain' -s h -l help -d 'Show help information.'
complete -c schemac -n '__fish_seen_subcommand_from init' -s o -l output -d 'The file to write, which must not be there.' -r -F
complete -c schemac -n '__fish_seen_subcommand_from init' -l color -d 'When to color diagnostics.' -x -a 'auto always never'
complete -c schemac -n '__fish_seen_subcommand_from init' -s h -l help -d 'Show help information.'
