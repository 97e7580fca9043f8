#!/bin/sh
# Measures the main job on this machine: five runs of each case with the servers running, printed as a table.
# Usage: bench/end-to-end.sh [RUNS] [MILLION]   (RUNS defaults to 5; any second argument adds the run of 1,000,000 rows)
set -eu
cd "$(dirname "$0")/.."
runs=${1:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/azalai-bench.XXXXXX")
azalai=$PWD/azalai
trap 'for d in "$work"/*/; do "$azalai" services stop --sample --data "$d" >/dev/null 2>&1 || true; done; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

now() { date +%s%N; }
seconds() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.1f", (b - a) / 1e9 }'; }
median() { sort -n | awk '{ v[NR] = $1 } END { printf "%.1f (%.1f to %.1f)", v[int((NR + 1) / 2)], v[1], v[NR] }'; }

# The command's whole time, with its servers running: what a person waits.
timed() {
  from=$(now)
  "$azalai" "$@" >"$work/out" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
  seconds "$from" "$(now)"
}

echo "| case | seconds: median (least to most) of $runs |"
echo "|---|---|"

i=0
while [ "$i" -lt "$runs" ]; do
  data=$work/full-$i
  "$azalai" services start --sample --data "$data" --sample-date 2026-01-01 2>/dev/null
  timed run recalls --sample-date 2026-01-01 --data "$data" >>"$work/full"
  echo >>"$work/full"
  [ "$i" -lt "$((runs - 1))" ] && "$azalai" services stop --sample --data "$data" 2>/dev/null
  i=$((i + 1))
done
echo "| 12,000 recalls into an empty table | $(grep . "$work/full" | median) |"

# The last folder's servers still run: one more day, read with a lag of a day, is some 50 records.
i=0
while [ "$i" -lt "$runs" ]; do
  timed run recalls --sample-date "2026-01-0$((i + 2))" --data "$data" -Drecalls.cursor.lag=1d >>"$work/few"
  echo >>"$work/few"
  fetched=$(sed -n 's/.*fetched \([0-9]*\).*/\1/p' "$work/out")
  i=$((i + 1))
done
echo "| an incremental run (the last fetched $fetched) | $(grep . "$work/few" | median) |"
"$azalai" services stop --sample --data "$data" 2>/dev/null

if [ "$#" -gt 1 ]; then
  data=$work/million
  "$azalai" services start --sample --data "$data" --sample-date 2026-01-01 -Drecalls.sample.count=1000000 2>/dev/null
  took=$(AZALAI_JAVA_OPTS=-Xmx256m timed run recalls --sample-date 2026-01-01 --data "$data" -Drecalls.sample.count=1000000)
  tail -n 1 "$work/out"
  echo "| 1,000,000 recalls, the application at -Xmx256m, one run | $took |"
fi
