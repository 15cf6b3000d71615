#!/usr/bin/env bash
# kill -9 at seeded random moments of a turn, each followed by turning again: the same bytes every time?
#   bench/crash.sh FOLDER MODEL KILLS          a repository in which the next cycle has arrived
#   bench/crash.sh flights KILLS               a clone of this repository, its next week simulated
# Compared are the files that git sees and the documents of the store. Ends with 1 where a byte differed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cli=${FLYWHEEL_CLI:-$here/src/Flywheel.Cli/bin/Release/net10.0/Flywheel.Cli.dll}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "$1" = flights ]; then
  model=flights kills=$2
  git clone -q "$here" "$work/before"
  mkdir -p "$work/before/build/node_modules"
  cp -r "$here/build/node_modules/vega-datasets" "$work/before/build/node_modules/"
  (cd "$work/before" && dotnet exec "$cli" simulate flights --assume-merged >/dev/null)
else
  model=$2 kills=$3
  cp -a "$1" "$work/before"
fi

turn() { dotnet exec "$cli" loop "$model" --assume-merged --as-of "$as_of"; }
bytes() { (cd "$1" && find . \( -path ./.git -o -path ./.flywheel -o -path ./build -o -name '*.part' \) -prune -o -type f -print0 | sort -z | xargs -0 md5sum; cd .flywheel/documents && find . -type f -print0 | sort -z | xargs -0 md5sum) | md5sum; }
now() { date +%s%N; }

# The turn that never dies, twice: the second run of a warm disk says how long one takes. The ledger names its time.
as_of=${AS_OF:?the time of the turn, e.g. AS_OF=2024-01-05}
for _ in 1 2; do
  rm -rf "$work/whole"
  cp -a "$work/before" "$work/whole"
  begun=$(now)
  (cd "$work/whole" && turn >/dev/null)
  took=$(($(now) - begun))
done
wanted=$(bytes "$work/whole")
untouched=$(bytes "$work/before")

dead=0 half=0 same=0
for ((kill = 1; kill <= kills; kill++)); do
  rm -rf "$work/now"
  cp -a "$work/before" "$work/now"
  cd "$work/now"
  moment=$(awk -v seed="$kill" -v took="$took" 'BEGIN { srand(seed); printf "%.4f", rand() * took / 1e9 }')
  dotnet exec "$cli" loop "$model" --assume-merged --as-of "$as_of" >/dev/null 2>&1 &
  sleep "$moment"
  if kill -9 $! 2>/dev/null; then dead=$((dead + 1)); fi
  wait $! 2>/dev/null || true
  after=$(bytes .)
  if [ "$after" != "$untouched" ] && [ "$after" != "$wanted" ]; then half=$((half + 1)); fi
  turn >/dev/null
  if [ "$(bytes .)" = "$wanted" ] && [ -z "$(find . -name '*.part')" ] && [ -z "$(ls .flywheel/scratch)" ]; then
    same=$((same + 1))
  else
    echo "kill $kill at $moment s: other bytes" >&2
    diff -rq "$work/whole" "$work/now" >&2 || true
  fi
  cd "$work"
done

echo "| $model | $kills | $dead | $half | $same |"
[ "$same" = "$kills" ]
