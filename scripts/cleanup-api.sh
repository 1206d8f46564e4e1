# shellcheck shell=sh
# What cleanup.sh and monitor-cleanup.sh share: settings, requests and JSON, by curl and POSIX tools alone. Sourced, not run.

# shellcheck disable=SC2034  # Used by those that source this.
fine=0 warning=1 critical=2 unknown=3

settings_help() {
  cat <<'HELP'
Settings, by environment:
  CLEANUP_URL         where the service answers, http://localhost:3001/admin/cleanup when not set
  CLEANUP_TOKEN       the bearer token, or
  CLEANUP_TOKEN_FILE  a file that holds nothing else; never given as an argument, where others could see it
  CLEANUP_SERVICE     the service's id, on a dashboard of several
  CLEANUP_TIMEOUT     seconds that a request may take, 10 when not set
HELP
}

# STATUS MESSAGE: says what is wrong, and ends.
give_up() {
  printf '%s: %s\n' "${0##*/}" "$2" >&2
  exit "$1"
}

# The settings from the environment, checked.
read_settings() {
  url=${CLEANUP_URL:-http://localhost:3001/admin/cleanup}
  url=${url%/}
  timeout=${CLEANUP_TIMEOUT:-10}
  service=${CLEANUP_SERVICE:-}
  case $url in
    *[\"\\?#[:space:]]*) give_up "$unknown" "CLEANUP_URL is '$url'; accepted is a URL without spaces, quotes, ? and #" ;;
    http://* | https://*) ;;
    *) give_up "$unknown" "CLEANUP_URL is '$url'; accepted is one that begins with http:// or https://" ;;
  esac
  case $timeout in
    '' | *[!0-9]* | 0*) give_up "$unknown" "CLEANUP_TIMEOUT is '$timeout'; accepted is a number of seconds from 1" ;;
  esac
  case $service in
    *[!A-Za-z0-9._~-]*) give_up "$unknown" "CLEANUP_SERVICE is '$service'; accepted are letters, digits, '.', '_', '~' and '-'" ;;
  esac
  if [ -n "${CLEANUP_TOKEN:-}" ] && [ -n "${CLEANUP_TOKEN_FILE:-}" ]; then
    give_up "$unknown" "CLEANUP_TOKEN and CLEANUP_TOKEN_FILE are both set; accepted is one of them"
  elif [ -n "${CLEANUP_TOKEN_FILE:-}" ]; then
    token=$(cat -- "$CLEANUP_TOKEN_FILE") || give_up "$unknown" "CLEANUP_TOKEN_FILE is '$CLEANUP_TOKEN_FILE', which cannot be read"
  else
    token=${CLEANUP_TOKEN:-}
  fi
  case $token in
    '') give_up "$unknown" "there is no token; set CLEANUP_TOKEN or CLEANUP_TOKEN_FILE" ;;
    *[!A-Za-z0-9._~+/=-]*) give_up "$unknown" "the token holds what no bearer token may: accepted are letters, digits and . _ ~ + / = -" ;;
  esac
}

# METHOD PATH [HEADER...]: asks the service; $code is the HTTP status (000 without an answer), $flat the answer as lines of PATH<tab>VALUE.
# The token goes to curl by its standard input, so that no list of processes shows it.
request() {
  method=$1 path=$2
  shift 2
  case $path in *\?*) more='&' ;; *) more='?' ;; esac
  [ -z "$service" ] || path="$path${more}service=$service"
  body=$({
    printf 'url = "%s%s"\nheader = "Authorization: Bearer %s"\n' "$url" "$path" "$token"
    for header in "$@"; do printf 'header = "%s"\n' "$header"; done
  } | curl --silent --show-error --request "$method" --max-time "$timeout" --write-out '\n%{http_code}' --config - 2>&1) || true
  code=${body##*
}
  body=${body%
*}
  flat=
  case $code in
    000) complaint=$(printf '%s' "$body" | tr '\n' ' ') ;;
    *)
      flat=$(printf '%s' "$body" | flatten) || flat=
      complaint=$(value detail)
      ;;
  esac
}

# Ends unless the answer is one of these HTTP statuses.
expect() {
  for accepted in "$@"; do
    [ "$code" != "$accepted" ] || [ -z "$flat" ] || return 0
  done
  case $code in
    000) give_up "$critical" "$url does not answer: $complaint" ;;
    401 | 403) give_up "$unknown" "$url does not accept the token ($code)${complaint:+: $complaint}" ;;
    5??) give_up "$critical" "$url answers $code${complaint:+: $complaint}" ;;
    2??) give_up "$unknown" "$url does not answer as a cleanup service does" ;;
    *) give_up "$unknown" "$url answers $code${complaint:+: $complaint}" ;;
  esac
}

# The value at a path such as problems.0.kind; empty when there is none or it is null.
value() {
  printf '%s\n' "$flat" | awk -F '\t' -v path="$1" '$1 == path && $2 != "null" { print $2; exit }'
}

# JSON to lines of PATH<tab>VALUE. Control characters, which could command a terminal, become question marks; those of two bytes, too, so it is
# bytes that are looked at.
flatten() {
  LC_ALL=C awk '
    function put(text) { gsub(/[\001-\037\177]|\302[\200-\237]/, "?", text); printf "%s\t%s\n", substr(where(), 2), text }
    function where(  level, path) { for (level = 1; level <= depth; level++) path = path "." name[level]; return path }
    function unquoted(text) {
      text = substr(text, 2, length(text) - 2)
      gsub(/\\u[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]|\\[bfnrt]/, "?", text)
      gsub(/\\\\/, "\001", text); gsub(/\\/, "", text); gsub(/\001/, "\\", text)
      return text
    }
    { json = json $0 " " }
    END {
      while (json != "") {
        first = substr(json, 1, 1)
        if (first == "\"") { if (!match(json, /^"([^"\\]|\\.)*"/)) exit 1 }
        else if (!match(json, /^[-+.0-9A-Za-z]+/)) { RLENGTH = 1 }
        token = substr(json, 1, RLENGTH); json = substr(json, RLENGTH + 1)
        if (first == " ") continue
        if (first == "{" || first == "[") { depth++; list[depth] = first == "["; name[depth] = list[depth] ? 0 : ""; key = !list[depth] }
        else if (first == "}" || first == "]") { if (--depth < 0) exit 1 }
        else if (first == ",") { if (list[depth]) name[depth]++; else key = 1 }
        else if (first == ":") key = 0
        else if (first == "\"" && depth && !list[depth] && key) name[depth] = unquoted(token)
        else if (first == "\"") put(unquoted(token))
        else if (token ~ /^(-?[0-9][-+.0-9eE]*|true|false|null)$/) put(token)
        else exit 1
      }
      if (depth) exit 1
    }'
}

# KIND: how bad a problem of this kind is.
severity() {
  case $1 in
    REFUSED | RULES_DIFFER) echo "$warning" ;;
    *) echo "$critical" ;;
  esac
}

# Colours for people, not for files and pipes.
red='' yellow='' green='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  red=$(printf '\033[31m') yellow=$(printf '\033[33m') green=$(printf '\033[32m') plain=$(printf '\033[0m')
fi

# STATUS: a run's or task's status in its colour.
coloured() {
  case $1 in
    SUCCEEDED | OK) printf '%s%s%s' "$green" "$1" "$plain" ;;
    FAILED | ABANDONED | CRITICAL) printf '%s%s%s' "$red" "$1" "$plain" ;;
    *) printf '%s%s%s' "$yellow" "$1" "$plain" ;;
  esac
}
