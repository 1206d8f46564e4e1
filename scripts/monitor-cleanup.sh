#!/bin/sh
# Tells a monitoring system how a cleanup service is doing, by one line and the exit code.
set -u
here=$(dirname -- "$0")
. "$here/cleanup-api.sh"

# The same as one line of this plug-in, which monitoring systems read from the standard output.
give_up() {
  if [ "$1" -eq "$critical" ]; then name=CRITICAL; else name=UNKNOWN; fi
  printf 'CLEANUP %s - %s\n' "$(coloured "$name")" "$2"
  exit "$1"
}

usage() {
  cat <<'HELP'
Usage: monitor-cleanup.sh [--help]

Prints one line for monitoring systems that understand plug-ins (Nagios, Icinga, Zabbix, Checkmk), and ends with
  0  OK        all is well
  1  WARNING   a run was refused, or nodes have different rules: a person has to decide
  2  CRITICAL  a task failed, its node died, a breaker is open, a run is overdue or not scheduled, or the service does not answer
  3  UNKNOWN   the settings are wrong, or the token is not accepted
A token with the role viewer suffices.

HELP
  settings_help
}

# What needs a person, worst first, in one line; the newest run's counts as performance data.
report() {
  worst=$fine words='' number=0
  kind=$(value problems.0.kind)
  while [ -n "$kind" ]; do
    task=$(value "problems.$number.task")
    words="$words${words:+; }$kind${task:+ $task}: $(value "problems.$number.text")"
    level=$(severity "$kind")
    [ "$level" -le "$worst" ] || worst=$level
    number=$((number + 1))
    kind=$(value "problems.$number.kind")
  done
  next=$(value nextRun)
  [ -n "$words" ] || words="next run ${next:-by hand only}"
  case $worst in
    "$fine") name=OK ;;
    "$warning") name=WARNING ;;
    *) name=CRITICAL ;;
  esac
  printf 'CLEANUP %s - %s: %s | %s\n' "$(coloured "$name")" "$(value service)" \
    "$(printf '%s' "$words" | tr '|' '/')" "problems=$number $(counts)"
  exit "$worst"
}

# The newest ended run's counts, over all tasks.
counts() {
  printf '%s\n' "$flat" | awk -F '\t' '
    $1 ~ /^runs\.[0-9]+\.finishedAt$/ && $2 != "null" { split($1, part, "."); ended[part[2]] = 1 }
    $1 ~ /^runs\.[0-9]+\.tasks\.[0-9]+\.(eligible|removed|skipped|failed|unknown)$/ { split($1, part, "."); sum[part[2], part[5]] += $2 }
    END {
      for (run = 0; run < 10 && !(run in ended); run++);
      printf "eligible=%d removed=%d skipped=%d failed=%d unknown=%d", sum[run, "eligible"], sum[run, "removed"], sum[run, "skipped"], sum[run, "failed"], sum[run, "unknown"]
    }'
}

case ${1:-} in
  '') ;;
  -h | --help)
    usage
    exit "$fine"
    ;;
  *) give_up "$unknown" "'$1' is not an option; see --help" ;;
esac
read_settings
request GET /status
expect 200
report
