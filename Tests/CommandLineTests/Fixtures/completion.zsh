#compdef schemac
_schemac() {
    local context state line
    typeset -A opt_args
    local -a subcommands
    subcommands=(
            'parse:Show how PostgreSQL reads SQL: trees, tokens and syntax errors.'
            'inspect:Show what a database would hold after scripts were run.'
            'graph:Show what depends on what.'
            'order:Show the order in which to run files.'
            'compile:Write one script, in dependency order, that can be run any number of times.'
            'verify:Prove on a server that the compiled script makes what the files make.'
            'migrations:Write Swift migrations for Fluent, Hummingbird or PostgresNIO.'
            'split:Print the statements of scripts one by one, cut where psql cuts them.'
            'lint:Find what would fail, lock, lose data or rot.'
            'explain:Tell what a rule of '\''schemac lint'\'' reports, why, and what to do instead.'
            'init:Write a schemac.json with comments, to begin with.'
            'help:Show help information.'
    )
    _arguments -C \
                '--version[Show the version.]' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '--generate-completion-script=[Print a completion script for the shell.]:shell:(bash zsh fish)' \
                '1: :->subcommand' \
                '*:: :->arguments'
    case "$state" in
    subcommand)
        _describe subcommand subcommands ;;
    arguments)
        case "$words[1]" in
        parse)
            _arguments -s \
                '--format=[What to print.]:format:(text pg-json plpgsql tokens)' \
                '--summary[Print how many statements of each kind there are instead.]' \
                '--null[Take each input as several sources separated by NUL bytes, with parameters for constants.]' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        inspect)
            _arguments -s \
                '--format=[What to print.]:format:(text json)' \
                '--object=[Show the objects of this name, with or without schema; may be given more than once.]:name:' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        graph)
            _arguments -s \
                '--format=[What to print.]:format:(json dot mermaid svg html)' \
                '--level=[What the nodes are; tables in drawings and objects elsewhere, unless given.]:level:(object table file schema)' \
                '--focus=[Show only what an object needs and what needs it; may be given more than once.]:name:' \
                '--depth=[How many steps away from the focus an object may be; any number unless given.]:steps:' \
                '--direction=[From the focus down to what it needs, up to what needs it, or both.]:direction:(down up both)' \
                '--order[Print an order in which all can be created, with the reason for each place.]' \
                '--cycles[Print what needs each other, and the dependency to cut.]' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        order)
            _arguments -s \
                '--format=[What to print.]:format:(list json psql)' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        compile)
            _arguments -s \
                '--format=[What to print the script, or its steps as JSON.]:format:(sql json)' \
                '--data=[Whether statements about rows and sequences'\'' values are kept, left out, or all there is.]:what:(keep skip only)' \
                '--section=[Write one section.]:name:(pre-data data post-data)' \
                '--no-owner[Leave out owners.]' \
                '--no-privileges[Leave out GRANT, REVOKE and default privileges.]' \
                '--no-comments[Leave out COMMENT.]' \
                '--transaction[Put all that PostgreSQL allows in one transaction; the rest stands before or behind it.]' \
                '--concurrently[Build indexes without locking their tables against writing.]' \
                '--mode=[Who runs the script.]:client:(psql driver)' \
                '--split=[Write a folder of files instead of one script.]:folder:_files' \
                '--split-by=[What has a file of its own in that folder.]:what:(kind object schema)' \
                '--on-conflict=[Which definition counts if files define one object differently.]:which:(error first last)' \
                '--only=[Write only the objects that the pattern describes, such as '\''app.*'\'' or kind=table.]:pattern:' \
                '--exclude=[Leave out the objects that the pattern describes.]:pattern:' \
                '--with-dependencies[Write what the chosen objects need, too.]' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '--target-version=[The major version of the PostgreSQL server that runs the result.]:version:(14 15 16 17 18)' \
                '--default-schema=[The schema of names that are written without one.]:name:' \
                '--check-shape=[Let the script compare what exists with what it would create, and warn of differences or fail.]:how:(none warn error)' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        verify)
            _arguments -s \
                '--database=[A database of the server, as a URL or connection string; the user must be allowed to make databases.]:url:' \
                '--on-conflict=[Which definition counts if files define one object differently.]:which:(error first last)' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '--target-version=[The major version of PostgreSQL to compile for, if not the server'\''s.]:version:(14 15 16 17 18)' \
                '--default-schema=[The schema of names that are written without one.]:name:' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        migrations)
            _arguments -s \
                '--target=[The framework that runs the migrations.]:target:(fluent hummingbird postgres-nio)' \
                '-o+[The folder for the Swift files; it is created if need be.]:folder:_files' \
                '--output=[The folder for the Swift files; it is created if need be.]:folder:_files' \
                '--split=[One migration for all, for each table, for each kind of object or for each file.]:split:(schema table object file)' \
                '--style=[How Fluent'\''s migrations make tables in SQL, or with the schema builder where it can.]:style:(raw builder)' \
                '--access=[Who sees the migrations.]:access:(internal public)' \
                '--name=[What the schema is called, if one migration makes all Shop gives CreateShop.]:name:' \
                '--owners[Keep the statements that give objects to roles.]' \
                '--privileges[Keep the statements that grant privileges.]' \
                '--baseline[Print SQL that marks the migrations as run, for a database that has the schema.]' \
                '--check[Write nothing; exit with 1 if the folder is out of date.]' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '--default-schema=[The schema of names that are written without one.]:name:' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        split)
            _arguments -s \
                '--format=[What to print statements with a NUL byte behind each, or a line of JSON for each.]:format:(null json)' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--follow-includes[Read the files that \i and \ir name in their places.]' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        lint)
            _arguments -s \
                '--format=[What to print text, json, sarif, github, gitlab, junit, checkstyle, gcc. May be given more than once; '\''sarif=out.sarif'\'' writes a file.]:format:' \
                '--profile=[What kind of input all files are; told from each file unless given.]:profile:(dump schema migration query)' \
                '--select=[Look only for these rules or categories, separated by commas; may be given more than once.]:rules:' \
                '--ignore=[Do not look for these rules or categories.]:rules:' \
                '--fail-on=[The findings that make the exit code 1; error unless given.]:level:(error warning info never)' \
                '--config=[The configuration; the nearest schemac.json, in this folder or above, unless given.]:file:_files' \
                '--fix[Edit the files where a finding has a safe fix.]' \
                '--unsafe-fixes[With --fix or --diff fixes as well that change what statements mean.]' \
                '--diff[Print what --fix would change, and change nothing.]' \
                '--baseline=[Leave out the findings that a file of --write-baseline has.]:file:_files' \
                '--write-baseline=[Write the findings to a file, as known ones.]:file:_files' \
                '--changed-since=[Lint only the files that differ from those of a commit of Git.]:commit:' \
                '--staged[Lint only the files that are staged in Git.]' \
                '--stdin-filename=[The file that standard input ('\''-'\'') stands for.]:path:_files' \
                '--list-rules[List the rules instead.]' \
                '-v+[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--variable=[Set a variable of psql, or the value of a placeholder ${name}.]:name=value:' \
                '--legacy=[When to accept syntax that PostgreSQL had before version 14; auto in dumps of such versions.]:when:(auto on off)' \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:file:_files' ;;
        explain)
            _arguments -s \
                '-o+[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--output=[Write the result to a file, whole or not at all, instead of standard output.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*:rule:_files' ;;
        init)
            _arguments -s \
                '-o+[The file to write, which must not be there.]:file:_files' \
                '--output=[The file to write, which must not be there.]:file:_files' \
                '--color=[When to color diagnostics.]:when:(auto always never)' \
                '-h[Show help information.]' \
                '--help[Show help information.]' \
                '*::_files' ;;
        help)
            _describe subcommand subcommands ;;
        esac ;;
    esac
}
if [ "$funcstack[1]" = "_schemac" ]; then
    _schemac "$@"
else
    compdef _schemac schemac
fi
