# cumple in fish: cumple completion fish | source
# What was typed is handed on as it is, never evaluated.
function __cumple
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (cumple complete -- $before[2..-1] "$current" 2>/dev/null)
    set -l flag (string match -r -- '^--[^=]+=' "$current")
    for line in $answer[2..-1]
        printf '%s%s\n' "$flag" $line
    end
    switch "$answer[1]"
        case files
            __fish_complete_path "$current"
        case folders
            __fish_complete_directories "$current"
    end
end
complete -c cumple -f -a '(__cumple)'
