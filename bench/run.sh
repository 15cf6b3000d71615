#!/usr/bin/env bash
# Measures the loop against the Python loop in bench/peers, on one machine, and writes bench/results. Each part can be run alone:
# quality.sh needs nothing more than the build; turn.sh also needs python3 with pandas, scikit-learn and xgboost.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
./quality.sh
./turn.sh
