#!/usr/bin/env bash
# Estimates the metrics of the flights before their labels, from the scores of the Python loop in bench/peers, and writes
# bench/results/estimates.md: ours beside NannyML's. Takes two minutes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

python=${PYTHON:-/usr/bin/python3}
if ! "$python" -c 'import pandas, sklearn, xgboost' 2>/dev/null; then
  echo "Estimates are not compared. Type: apt-get install python3-pandas python3-numpy python3-scipy python3-sklearn python3-xgboost"
  exit 0
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
./flights-csv.sh "$work/flights.csv"
"$python" peers/peer_loop.py split --data "$work/flights.csv" --weeks "$work/weeks"
"$python" peers/peer_loop.py scores --weeks "$work/weeks" --out "$work/scores.csv"
dotnet run -c Release --project Flywheel.Bench -- estimates "$work/scores.csv"
