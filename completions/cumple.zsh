#compdef cumple
# cumple in Zsh: source <(cumple completion zsh), after compinit; or this file as _cumple in a folder of fpath.
# What was typed is handed on as it is, never evaluated.
_cumple() {
  local files= line
  local -a values
  while IFS= read -r line; do
    if [[ -z $files ]]; then files=$line; continue; fi
    values+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
  done < <(cumple complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)
  [[ $words[CURRENT] == --*=* ]] && compset -P '*='
  (( $#values )) && _describe -V cumple values
  case $files in
    files) _files ;;
    folders) _files -/ ;;
  esac
}
if [[ $funcstack[1] == _cumple ]]; then _cumple "$@"; else compdef _cumple cumple; fi
