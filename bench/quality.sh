#!/usr/bin/env bash
# Replays the whole history and writes bench/results/quality.md: our quality beside that of the Python loop in bench/peers.
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
