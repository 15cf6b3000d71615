#!/usr/bin/env bash
# Measures one turn against the Python loop in bench/peers, run after run in turn, and writes bench/results/turn.md.
# RUNS=1 bench/turn.sh takes two minutes; the five runs of the committed figures take ten.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
flywheel() { dotnet exec "$root/src/Flywheel.Cli/bin/Release/net10.0/Flywheel.Cli.dll" "$@"; }

python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import pandas, sklearn, xgboost' 2>/dev/null; then
  echo "Speed is not measured. Type: apt-get install python3-pandas python3-numpy python3-scipy python3-sklearn python3-xgboost"
  exit 0
fi

# Threads that wait for others sleep rather than spin: with both loops on one machine, the fairest way and the fastest.
export OMP_WAIT_POLICY=passive
runs=${RUNS:-5}
work=$(mktemp -d)
touch "$work/ours.err"
trap '[ $? = 0 ] || cat "$work/ours.err" >&2; rm -rf "$work"' EXIT

echo "The turn of week 9 is prepared"
mkdir "$work/before" "$work/weeks" "$work/theirs"
cp -r strategy evalsets "$work/before"
ln -s "$root/build" "$work/before/build"
cd "$work/before"
# The peers' parameters: trained on four weeks, tested on the one after.
sed -i 's/^  hold-out: .*/  hold-out: 7d/' strategy/flights/strategy.yaml
for day in 01-08 01-15 01-22 01-29 02-05 02-12 02-19 02-26 03-05; do
  flywheel simulate flights --to "2001-$day" --assume-merged >/dev/null
  flywheel loop flights --as-of "2001-$day" --assume-merged >/dev/null
done
flywheel simulate flights --to 2001-03-12 --assume-merged >/dev/null
cat > "$work/split.py" <<'PYTHON'
import sys, pandas as pd
start = pd.Timestamp("2001-01-01")
d = pd.read_csv(sys.argv[1], parse_dates=["date"])
for k, g in d.groupby(((d.date - start).dt.days // 7).clip(upper=25)):
    g.to_csv(f"{sys.argv[2]}/week_{k:02d}.csv", index=False)
PYTHON
"$root/bench/flights-csv.sh" "$work/flights.csv"
"$python" "$work/split.py" "$work/flights.csv" "$work/weeks"

# Appends the seconds from a process's start to its exit to a file.
timed() {
  local to=$1 from=$EPOCHREALTIME
  shift
  "$@"
  awk -v a="$from" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f\n", b - a }' >> "$to"
}
ours() {
  rm -rf "$work/ours"
  cp -r "$work/before" "$work/ours"
  # Our turn flushes what it writes, and would wait for the bytes of this copy.
  sync
  cd "$work/ours"
  FLYWHEEL_TIMINGS=1 timed "$work/ours.s" flywheel loop flights --as-of 2001-03-12 --assume-merged >/dev/null 2>"$work/ours.err"
  sed -n 's/^Trainer: \(.*\) s$/\1/p' "$work/ours.err" >> "$work/trainer.s"
}
# Their process also reads earlier weeks and trains the model in force, which ours finds in its store: their turn is what their own
# clock says of the pass over the week, and the start of Python with its libraries.
theirs() {
  local form=$1 bootstrap=$2
  cd "$work/theirs"
  timed "$work/$form.process.s" "$python" "$root/bench/peers/peer_loop.py" week --weeks "$work/weeks" --week 9 --bootstrap "$bootstrap" --out out.json >/dev/null
  : > "$work/start.s"
  timed "$work/start.s" "$python" -c 'import argparse, json, numpy, pandas, xgboost, scipy.stats, sklearn.metrics'
  "$python" -c 'import json, sys; print(round(json.load(open("out.json"))["total_s"] + float(open(sys.argv[1]).read()), 2))' "$work/start.s" >> "$work/$form.s"
}

for ((run = 1; run <= runs; run++)); do
  ours
  theirs expert fast
  theirs textbook sklearn
  echo "  run $run: ours $(tail -n 1 "$work/ours.s") s, of it XGBoost $(tail -n 1 "$work/trainer.s") s; expert $(tail -n 1 "$work/expert.s") s, textbook $(tail -n 1 "$work/textbook.s") s"
done

median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }
ratio() { awk -v a="$(median "$work/ours.s")" -v b="$(median "$work/$1.s")" 'BEGIN { printf "%.3f", a / b }'; }
{
  echo "# One turn, against the Python loop"
  echo
  echo "Week 9 (115,041 flights, training on four weeks, tested on one as theirs is), the start of each process included: median of $runs runs in turn on one machine with $(nproc) cores, OMP_WAIT_POLICY=passive for all. Written by bench/turn.sh; the ratios are what counts."
  echo
  echo "| what | seconds | ours / it | at most |"
  echo "| --- | ---: | ---: | ---: |"
  echo "| our turn | $(median "$work/ours.s") | | |"
  echo "| XGBoost's own time inside our turn | $(median "$work/trainer.s") | $(ratio trainer) | 1.600 |"
  echo "| their turn, expert form | $(median "$work/expert.s") | $(ratio expert) | 0.500 |"
  echo "| their turn, textbook form | $(median "$work/textbook.s") | $(ratio textbook) | 0.067 |"
  echo
  echo "Ours is the whole process, with the log taken in, the reservoir, every digest, the evaluation sets, the model never retrained, the reports and their pictures. XGBoost's own time is that of its calls: matrices, training, scores, bytes."
  echo "Theirs is one pass over the week, and the start of Python with its libraries. Their whole process, which also reads eight earlier weeks and trains the model in force, takes $(median "$work/expert.process.s") s (expert) and $(median "$work/textbook.process.s") s (textbook)."
} > "$root/bench/results/turn.md"
cat "$root/bench/results/turn.md"
