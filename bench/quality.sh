#!/usr/bin/env bash
# Replays the whole history and writes bench/results/quality.md: our quality beside that of the Python loop in bench/peers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
flywheel() { dotnet exec "$root/src/Flywheel.Cli/bin/Release/net10.0/Flywheel.Cli.dll" "$@"; }

echo "Quality: the whole history, replayed"
flywheel backtest flights
{
  first=$(awk -F, 'NR == 2 { print $2 }' reports/flights/strategy.csv)
  week=$((($(date -u -d "$first" +%s) - $(date -u -d 2001-01-08 +%s)) / 604800))
  echo "# Quality over 26 weeks, against the Python loop"
  echo
  echo "Mean AUC over the cycles that ended on $first to 2001-07-02 (weeks $week to 25), the ones in which every strategy has a model: ours from reports/flights/strategy.csv, theirs from bench/peers/curves.csv."
  echo
  echo "| ours | mean AUC | theirs | mean AUC |"
  echo "| --- | ---: | --- | ---: |"
  ours() { awk -F, -v s="$1" '$1 == s { sum += $6; n++ } END { printf "%.4f", sum / n }' reports/flights/strategy.csv; }
  theirs() { awk -F, -v s="$1" -v first="$week" '$1 == s && $2 >= first { sum += $5; n++ } END { printf "%.4f", sum / n }' bench/peers/curves.csv; }
  echo "| every-cycle | $(ours every-cycle) | weekly_gap1 | $(theirs weekly_gap1) |"
  echo "| as-written (gated) | $(ours as-written) | gated | $(theirs gated) |"
  echo "| never | $(ours never) | never | $(theirs never) |"
  echo
  echo "Ours keep 5 % of the flights for evaluation for ever, so a model trains on 95 % of what theirs does. As written, a candidate is tested on the two newest weeks, so it is a week older when it comes into force than those of the others, which keep one week back."
} > bench/results/quality.md
cat bench/results/quality.md
