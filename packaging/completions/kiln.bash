# Completion of kiln for bash. Made by tools/completions from what `kiln --help` says.

_kiln() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} value= words=
  # --fhir=r4 comes as three words.
  if [[ $cur == = ]]; then
    cur=
  elif [[ $prev == = && $COMP_CWORD -gt 1 ]]; then
    prev=${COMP_WORDS[COMP_CWORD-2]}
  fi
  COMPREPLY=()

  case $prev in
    --context | --context-type | --max-depth | --max-document-bytes | --max-document-depth | --max-expression-bytes | --max-expression-depth | --max-items | --max-memory | --max-regex-effort | --max-steps | --max-string | --now | --timezone | --variable) value=none ;;
    --engine) value=words words='ref vm0 vm' ;;
    --fhir) value=words words='r4 r4b r5 none' ;;
    -f | --file | --manifest | --profiles | --terminology) value=files ;;
    --format) value=words words='lines json typed' ;;
    --language) value=words words='2.0 2.0.0 3.0 3.0.0' ;;
  esac
  if [[ -z $value && $cur == -* || $COMP_CWORD == 1 ]]; then
    value=words
    if [[ $COMP_CWORD == 1 ]]; then
      words='eval check ast ir bytecode run conformance repl -h --help --version'
    else
      case ${COMP_WORDS[1]} in
        eval) words='-h --help --fhir --language --strict --max-expression-bytes --max-expression-depth --as-filters --variable --now --timezone --terminology --profiles --max-steps --max-items --max-string --max-depth --max-memory --max-regex-effort --max-document-bytes --max-document-depth --engine --context --context-type --format --trace' ;;
        check) words='-h --help -f --file --context-type --fhir --language --strict --max-expression-bytes --max-expression-depth --json' ;;
        ast) words='-h --help --fhir --language --strict --max-expression-bytes --max-expression-depth --context-type --types --json' ;;
        ir) words='-h --help --fhir --language --strict --max-expression-bytes --max-expression-depth --context-type' ;;
        bytecode) words='-h --help --fhir --language --strict --max-expression-bytes --max-expression-depth --context-type --no-streaming' ;;
        run) words='-h --help --fhir --language --strict --max-expression-bytes --max-expression-depth --as-filters --variable --now --timezone --terminology --profiles --max-steps --max-items --max-string --max-depth --max-memory --max-regex-effort --max-document-bytes --max-document-depth --engine' ;;
        conformance) words='-h --help --manifest --fhir --language --max-expression-bytes --max-expression-depth --as-filters --variable --now --timezone --terminology --profiles --max-steps --max-items --max-string --max-depth --max-memory --max-regex-effort --max-document-bytes --max-document-depth --engine --verbose --json' ;;
        repl) words='-h --help --fhir --language --strict --max-expression-bytes --max-expression-depth --as-filters --variable --now --timezone --terminology --profiles --max-steps --max-items --max-string --max-depth --max-memory --max-regex-effort --max-document-bytes --max-document-depth --engine' ;;
      esac
    fi
  fi

  case ${value:-files} in
    words) mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur") ;;
    files)
      compopt -o filenames 2> /dev/null
      mapfile -t COMPREPLY < <(compgen -f -- "$cur")
      ;;
  esac
}
complete -F _kiln kiln
