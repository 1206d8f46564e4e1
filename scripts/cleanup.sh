#!/bin/sh
# Runs a cleanup service by hand: status, dry run, execute with confirmation, history, watch, stop.
set -u
here=$(dirname -- "$0")
. "$here/cleanup-api.sh"

usage() {
  cat <<'HELP'
Usage: cleanup.sh COMMAND [OPTION...]

  status                    how the service is set up and doing
  dry-run                   looks what would go, removes nothing, and shows the plan's id
  execute [--plan ID] [--yes]
                            takes a dry run (or the plan of one), shows it, asks, and removes exactly that;
                            --yes does not ask
  history [--limit N]       the last N runs, 20 when not said
  watch [--every SECONDS]   shows what changes until it is interrupted, 2 seconds when not said
  stop [ID]                 stops the run that is under way, before its next batch
  --help                    this

Ends with 0 when all is well, 1 when a run was refused or stopped, or nobody confirmed it, 2 when it failed or the service does not
answer, 3 when it was asked wrongly or the token is not accepted. The roles viewer, operator (dry-run, stop) and admin (execute) are the token's.

HELP
  settings_help
}

# Where a run of the answer stands in $flat: its own, or that of the status.
show_run() {
  prefix=$1
  printf '%s\n' "$flat" | awk -F '\t' -v prefix="$prefix" '
    index($1, prefix) == 1 { at[substr($1, length(prefix) + 1)] = $2 }
    END {
      printf "%-24s %-10s %9s %9s %9s %8s %8s %8s  %s\n", "TASK", "STATUS", "MAY GO", "OF", "REMOVED", "SKIPPED", "FAILED", "UNKNOWN", ""
      for (task = 0; ("tasks." task ".task") in at; task++) {
        p = "tasks." task "."
        of = at[p "population"]; if (of == "null") of = "?"
        words = at[p "reason"]
        for (notice = 0; (p "notices." notice) in at; notice++) words = words (words == "" ? "" : "; ") at[p "notices." notice]
        printf "%-24s %-10s %9s %9s %9s %8s %8s %8s  %s\n", at[p "task"], at[p "status"], at[p "eligible"], of, at[p "removed"], at[p "skipped"], at[p "failed"], at[p "unknown"], words
      }
    }'
}

# The exit code that a run's status stands for.
outcome() {
  case $1 in
    SUCCEEDED) echo "$fine" ;;
    REFUSED | STOPPED) echo "$warning" ;;
    *) echo "$critical" ;;
  esac
}

# Begins a run by a POST and waits until it has ended; its id is $run, its status $state.
asked=0
run_to_end() {
  asked=$((asked + 1))
  request POST "$1" 'Prefer: respond-async' "Idempotency-Key: $(date +%s)-$$-$asked"
  if [ "$code" = 409 ]; then give_up "$warning" "${complaint:-another run is under way}"; fi
  expect 200 202
  run=$(value id)
  trap 'printf "\n%s\n" "the run $run goes on; stop it with: $0 stop $run" >&2; exit 1' INT
  state=$(value status)
  while [ "$state" = RUNNING ] || [ "$state" = STOPPING ]; do
    sleep 1
    request GET "/runs/$run?findings=false"
    expect 200
    state=$(value status)
  done
  trap - INT
}

show_result() {
  printf '%s %s: %s%s\n' "$1" "$run" "$(coloured "$state")" "$(reason_of '')"
  show_run ''
}

reason_of() {
  words=$(value "$1reason")
  [ -z "$words" ] || printf ', %s' "$words"
}

status() {
  request GET /status
  expect 200
  printf '%s%s\n' "$(value service)" "$(environment=$(value environment); [ -z "$environment" ] || printf ' (%s)' "$environment")"
  schedule=$(value schedule) next=$(value nextRun)
  printf 'schedule: %s; next run: %s\n' "${schedule:-by hand only}" "${next:-none}"
  if [ "$(value dryRun)" = true ]; then echo 'dry-run mode: nothing is ever removed'; fi
  printf '%s\n' "$flat" | awk -F '\t' '
    $1 ~ /^tasks\.[0-9]+\./ { at[$1] = $2 }
    END {
      for (task = 0; ("tasks." task ".task") in at; task++) {
        p = "tasks." task "."
        keeps = at[p "policy"] == "null" ? "" : ": " at[p "policy"]
        off = at[p "off"] == "null" ? "" : " (off: " at[p "off"] ")"
        breaker = at[p "breaker"] == "CLOSED" ? "" : " (breaker " at[p "breaker"] ")"
        printf "task %s%s%s%s\n", at[p "task"], keeps, off, breaker
        for (w = 0; (p "warnings." w) in at; w++) printf "  warning: %s\n", at[p "warnings." w]
      }
    }'
  number=0 worst=$fine
  while kind=$(value "problems.$number.kind") && [ -n "$kind" ]; do
    level=$(severity "$kind")
    [ "$level" -le "$worst" ] || worst=$level
    task=$(value "problems.$number.task")
    printf '%s%s%s%s: %s\n' "$red" "$kind" "${task:+ $task}" "$plain" "$(value "problems.$number.text")"
    number=$((number + 1))
  done
  if [ "$(value running)" = true ]; then
    printf 'running %s since %s\n' "$(value current.id)" "$(value current.startedAt)"
    show_run current.
  elif [ -n "$(value runs.0.id)" ]; then
    printf 'last run %s, %s: %s%s\n' "$(value runs.0.mode)" "$(value runs.0.startedAt)" "$(coloured "$(value runs.0.status)")" "$(reason_of runs.0.)"
    show_run runs.0.
  fi
  exit "$worst"
}

dry_run() {
  run_to_end '?dry_run=true'
  show_result 'dry run'
  [ "$state" = SUCCEEDED ] || exit "$(outcome "$state")"
  printf 'To remove exactly this: %s execute --plan %s\n' "$0" "$run"
}

# How many items the shown plan removes.
planned() {
  printf '%s\n' "$flat" | awk -F '\t' '$1 ~ /^tasks\.[0-9]+\.eligible$/ { sum += $2 } END { printf "%d", sum }'
}

confirm() {
  [ "$yes" = no ] || return 0
  [ -t 0 ] || give_up "$unknown" "nobody can be asked, because the input is no terminal; --yes removes without asking"
  printf 'Remove %s items? Type %syes%s: ' "$1" "$red" "$plain"
  read -r answer || answer=
  [ "$answer" = yes ] || give_up "$warning" "not confirmed, nothing was removed"
}

execute() {
  if [ -n "$plan" ]; then
    request GET "/runs/$plan?findings=false"
    expect 200
    run=$plan state=$(value status)
    if [ "$(value mode)" != DRY_RUN ]; then give_up "$unknown" "$plan is no dry run; accepted is the id of one"; fi
  else
    run_to_end '?dry_run=true'
  fi
  show_result plan
  [ "$state" = SUCCEEDED ] || exit "$(outcome "$state")"
  items=$(planned)
  if [ "$items" -eq 0 ]; then
    echo 'Nothing to remove.'
    exit "$fine"
  fi
  confirm "$items"
  run_to_end "?dry_run=false&plan=$run"
  show_result removal
  exit "$(outcome "$state")"
}

history() {
  request GET "/history?limit=$limit"
  expect 200
  printf '%s\n' "$flat" | awk -F '\t' '
    $1 ~ /^runs\./ { at[$1] = $2 }
    END {
      printf "%-20s %-8s %-10s %-16s %9s %9s %8s  %s\n", "STARTED", "MODE", "STATUS", "BY", "MAY GO", "REMOVED", "FAILED", "RUN"
      for (run = 0; ("runs." run ".id") in at; run++) {
        p = "runs." run "."
        eligible = removed = failed = 0
        for (task = 0; (p "tasks." task ".task") in at; task++) {
          eligible += at[p "tasks." task ".eligible"]; removed += at[p "tasks." task ".removed"]; failed += at[p "tasks." task ".failed"]
        }
        printf "%-20s %-8s %-10s %-16s %9d %9d %8d  %s\n", substr(at[p "startedAt"], 1, 19) "Z", at[p "mode"], at[p "status"], at[p "requestedBy"], eligible, removed, failed, at[p "id"]
        if (at[p "reason"] != "") printf "  %s\n", at[p "reason"]
      }
    }'
}

# Of a run under way and of the newest one, a line whenever it changes.
watch() {
  shown=
  while :; do
    request GET /status
    expect 200
    if [ "$(value running)" = true ]; then at=current.; else at=runs.0.; fi
    seen=$(printf '%s\n' "$flat" | awk -F '\t' -v prefix="$at" '
      index($1, prefix) == 1 { at[substr($1, length(prefix) + 1)] = $2 }
      END {
        if (!("id" in at)) { printf "no run yet"; exit }
        printf "%s %s", at["mode"], at["status"]
        for (task = 0; ("tasks." task ".task") in at; task++) {
          p = "tasks." task "."
          printf "  %s %s of %s%s", at[p "task"], at[p "removed"], at[p "eligible"], at[p "reason"] == "" ? "" : " (" at[p "reason"] ")"
        }
        printf "  %s", at["id"]
      }')
    if [ "$seen" != "$shown" ]; then printf '%s  %s\n' "$(date +%H:%M:%S)" "$seen"; fi
    shown=$seen
    sleep "$every"
  done
}

stop() {
  if [ -z "$id" ]; then
    request GET /status
    expect 200
    id=$(value current.id)
    [ -n "$id" ] || give_up "$warning" 'no run is under way'
  fi
  request POST "/runs/$id/stop"
  if [ "$code" = 409 ]; then give_up "$warning" "${complaint:-it has ended}"; fi
  expect 202
  printf 'the run %s stops before its next batch\n' "$id"
}

# NAME VALUE: a whole number from 1.
check_number() {
  case $2 in
    '' | *[!0-9]* | 0*) give_up "$unknown" "$1 is '$2'; accepted is a whole number from 1" ;;
  esac
}

check_id() {
  case $1 in
    '' | *[!A-Za-z0-9-]*) give_up "$unknown" "'$1' is no id of a run; accepted are letters, digits and '-'" ;;
  esac
}

command=${1:-}
[ $# -eq 0 ] || shift
plan='' yes=no limit=20 every=2 id=''
while [ $# -gt 0 ]; do
  case $command:$1 in
    execute:--plan | history:--limit | watch:--every) [ $# -gt 1 ] || give_up "$unknown" "$1 needs a value" ;;
  esac
  case $command:$1 in
    *:-h | *:--help)
      usage
      exit "$fine"
      ;;
    execute:--yes) yes=yes ;;
    execute:--plan)
      check_id "$2"
      plan=$2
      shift
      ;;
    history:--limit)
      check_number --limit "$2"
      limit=$2
      shift
      ;;
    watch:--every)
      check_number --every "$2"
      every=$2
      shift
      ;;
    stop:*)
      check_id "$1"
      id=$1
      ;;
    *) give_up "$unknown" "'$1' is not accepted here; see --help" ;;
  esac
  shift
done
case $command in
  -h | --help | help)
    usage
    exit "$fine"
    ;;
  status | execute | history | watch | stop) ;;
  dry-run) command=dry_run ;;
  '') give_up "$unknown" 'there is no command; see --help' ;;
  *) give_up "$unknown" "'$command' is not a command; accepted are status, dry-run, execute, history, watch and stop" ;;
esac
read_settings
"$command"
