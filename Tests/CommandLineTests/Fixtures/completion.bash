# bash completion for schemac
_schemac() {
    local IFS=$'\n' current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
    local subcommand="" index
    COMPREPLY=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        case "${COMP_WORDS[index]}" in
        parse|inspect|graph|order|compile|verify|migrations|split|lint|explain|init|help) subcommand="${COMP_WORDS[index]}"; break ;;
        esac
    done
    case "$subcommand" in
    parse)
        case "$previous" in
        --format) _schemac_words 'text pg-json plpgsql tokens'; return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format --summary --null -v --variable --follow-includes --legacy -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    inspect)
        case "$previous" in
        --format) _schemac_words 'text json'; return ;;
        --object) return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format --object -v --variable --follow-includes --legacy -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    graph)
        case "$previous" in
        --format) _schemac_words 'json dot mermaid svg html'; return ;;
        --level) _schemac_words 'object table file schema'; return ;;
        --focus) return ;;
        --depth) return ;;
        --direction) _schemac_words 'down up both'; return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format --level --focus --depth --direction --order --cycles -v --variable --follow-includes --legacy -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    order)
        case "$previous" in
        --format) _schemac_words 'list json psql'; return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format -v --variable --legacy -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    compile)
        case "$previous" in
        --format) _schemac_words 'sql json'; return ;;
        --data) _schemac_words 'keep skip only'; return ;;
        --section) _schemac_words 'pre-data data post-data'; return ;;
        --mode) _schemac_words 'psql driver'; return ;;
        --split) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --split-by) _schemac_words 'kind object schema'; return ;;
        --on-conflict) _schemac_words 'error first last'; return ;;
        --only) return ;;
        --exclude) return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        --target-version) _schemac_words '14 15 16 17 18'; return ;;
        --default-schema) return ;;
        --check-shape) _schemac_words 'none warn error'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format --data --section --no-owner --no-privileges --no-comments --transaction --concurrently --mode --split --split-by --on-conflict --only --exclude --with-dependencies -v --variable --follow-includes --legacy --target-version --default-schema --check-shape -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    verify)
        case "$previous" in
        --database) return ;;
        --on-conflict) _schemac_words 'error first last'; return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        --target-version) _schemac_words '14 15 16 17 18'; return ;;
        --default-schema) return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--database --on-conflict -v --variable --follow-includes --legacy --target-version --default-schema -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    migrations)
        case "$previous" in
        --target) _schemac_words 'fluent hummingbird postgres-nio'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --split) _schemac_words 'schema table object file'; return ;;
        --style) _schemac_words 'raw builder'; return ;;
        --access) _schemac_words 'internal public'; return ;;
        --name) return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        --default-schema) return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--target -o --output --split --style --access --name --owners --privileges --baseline --check -v --variable --follow-includes --legacy --default-schema --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    split)
        case "$previous" in
        --format) _schemac_words 'null json'; return ;;
        -v|--variable) return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format -v --variable --follow-includes -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    lint)
        case "$previous" in
        --format) return ;;
        --profile) _schemac_words 'dump schema migration query'; return ;;
        --select) return ;;
        --ignore) return ;;
        --fail-on) _schemac_words 'error warning info never'; return ;;
        --config) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --baseline) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --write-baseline) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --changed-since) return ;;
        --stdin-filename) COMPREPLY=($(compgen -f -- "$current")); return ;;
        -v|--variable) return ;;
        --legacy) _schemac_words 'auto on off'; return ;;
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '--format --profile --select --ignore --fail-on --config --fix --unsafe-fixes --diff --baseline --write-baseline --changed-since --staged --stdin-filename --list-rules -v --variable --legacy -o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    explain)
        case "$previous" in
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '-o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    init)
        case "$previous" in
        -o|--output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --color) _schemac_words 'auto always never'; return ;;
        esac
        if [[ "$current" == -* ]]; then
            _schemac_words '-o --output --color -h --help'
        else
            COMPREPLY=($(compgen -f -- "$current"))
        fi ;;
    help)
        _schemac_words 'parse inspect graph order compile verify migrations split lint explain init' ;;
    *)
        case "$previous" in
        --generate-completion-script) _schemac_words 'bash zsh fish'; return ;;
        esac
        _schemac_words 'parse inspect graph order compile verify migrations split lint explain init help --version -h --help --generate-completion-script' ;;
    esac
}
_schemac_words() {
    COMPREPLY=($(IFS=' ' compgen -W "$1" -- "$current"))
}
complete -o filenames -F _schemac schemac
