#!/usr/bin/env bash
# Measures the loop against the Python loop in bench/peers, in one run on one machine, and writes bench/results.
# Quality needs nothing more than the build; speed also needs python3 with pandas, scikit-learn and xgboost.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
flywheel() { dotnet exec "$root/src/Flywheel.Cli/bin/Release/net10.0/Flywheel.Cli.dll" "$@"; }

echo "Quality: the whole history, replayed"
flywheel backtest flights
{
  echo "# Quality over 26 weeks, against the Python loop"
  echo
  echo "Mean AUC over the cycles that ended on 2001-02-05 to 2001-07-02 (weeks 4 to 25): ours from reports/flights/strategy.csv, theirs from bench/peers/curves.csv."
  echo
  echo "| ours | mean AUC | theirs | mean AUC |"
  echo "| --- | ---: | --- | ---: |"
  ours() { awk -F, -v s="$1" '$1 == s { sum += $6; n++ } END { printf "%.4f", sum / n }' reports/flights/strategy.csv; }
  theirs() { awk -F, -v s="$1" '$1 == s { sum += $5; n++ } END { printf "%.4f", sum / n }' bench/peers/curves.csv; }
  echo "| every-cycle | $(ours every-cycle) | weekly_gap1 | $(theirs weekly_gap1) |"
  echo "| as-written (gated) | $(ours as-written) | gated | $(theirs gated) |"
  echo "| never | $(ours never) | never | $(theirs never) |"
  echo
  echo "Ours keep 5 % of the flights for evaluation for ever, so a model trains on 95 % of what theirs does."
} > bench/results/quality.md
cat bench/results/quality.md

python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import pandas, sklearn, xgboost' 2>/dev/null; then
  echo "Speed is not measured. Type: apt-get install python3-pandas python3-numpy python3-scipy python3-sklearn python3-xgboost"
  exit 0
fi

echo "Speed: the turn of week 9, both loops in turn, three times"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/ours" "$work/theirs"
cp -r strategy evalsets models datasets reports "$work/ours"
ln -s "$root/build" "$work/ours/build"
cd "$work/ours"
flywheel simulate flights --to 2001-03-05 >/dev/null
flywheel loop flights --as-of 2001-03-05 --assume-merged >/dev/null
flywheel simulate flights --to 2001-03-12 >/dev/null

cat > "$work/split.py" <<'PYTHON'
import sys, pandas as pd
start = pd.Timestamp("2001-01-01")
d = pd.read_csv(sys.argv[1], parse_dates=["date"])
for k, g in d.groupby(((d.date - start).dt.days // 7).clip(upper=25)):
    g.to_csv(f"{sys.argv[2]}/week_{k:02d}.csv", index=False)
PYTHON
"$root/bench/flights-csv.sh" "$work/flights.csv"
mkdir "$work/weeks"
"$python" "$work/split.py" "$work/flights.csv" "$work/weeks"

seconds() { local from=$EPOCHREALTIME; "$@" >/dev/null 2>&1; local to=$EPOCHREALTIME; awk -v a="$from" -v b="$to" 'BEGIN { printf "%.2f\n", b - a }'; }
turn() { rm -rf .flywheel/documents/turns .flywheel/documents/by-content; cd "$work/ours"; flywheel loop flights --as-of 2001-03-12 --assume-merged; }
peer() { cd "$work/theirs"; "$python" "$root/bench/peers/peer_loop.py" week --weeks "$work/weeks" --week 9 --bootstrap fast --out "$work/theirs/out.json"; }
for run in 1 2 3; do
  cd "$work/ours"; seconds turn >> "$work/ours.s"
  peer >/dev/null 2>&1
  "$python" -c 'import json, sys; print(round(json.load(open(sys.argv[1]))["total_s"], 2))' "$work/theirs/out.json" >> "$work/theirs.s"
  echo "  run $run: ours $(tail -n 1 "$work/ours.s") s, theirs $(tail -n 1 "$work/theirs.s") s"
done
median() { sort -n "$1" | sed -n 2p; }
{
  echo "# One turn, against the Python loop"
  echo
  echo "Week 9 (115,041 flights, training on four weeks), median of three runs in turn on one machine with $(nproc) cores. Ours is the whole process from start to exit, with the log taken in, the reservoir, the reports and every digest; theirs is the expert form, timed inside Python after its start, its weeks and the current model loaded."
  echo
  echo "| ours | theirs | ours / theirs |"
  echo "| ---: | ---: | ---: |"
  awk -v a="$(median "$work/ours.s")" -v b="$(median "$work/theirs.s")" 'BEGIN { printf "| %.1f s | %.1f s | %.2f |\n", a, b, a / b }'
} > "$root/bench/results/turn.md"
cat "$root/bench/results/turn.md"
