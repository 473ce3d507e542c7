# cumple in Bash: source <(cumple completion bash)
# What was typed is handed on as it is, never evaluated.
_cumple() {
  local files= value about
  COMPREPLY=()
  while IFS=$'\t' read -r value about; do
    if [[ -z $files ]]; then files=$value; else COMPREPLY+=("$value"); fi
  done < <(cumple complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  case $files in
    folders) compopt +o default -o dirnames 2>/dev/null ;;
    none) compopt +o default 2>/dev/null ;;
  esac
}
complete -o default -F _cumple cumple
