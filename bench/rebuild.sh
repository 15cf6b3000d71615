#!/usr/bin/env bash
# Rebuilds what git names and a fresh clone lacks: production arrives again, every model is made again in a clean place and compared.
# Writes bench/results/rebuild.md. The build is not counted; the clone takes the native parts and the flights that were fetched here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
limit=90
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

git clone -q "$root" "$work/clone"
cd "$work/clone"
# Copied, not linked: npm clears the folder that it fetches into.
for part in native node_modules; do [ ! -e "$root/build/$part" ] || cp -a "$root/build/$part" "build/$part"; done
touch build/node_modules/.whole
dotnet build src/Flywheel.Cli -c Release -v quiet --nologo -clp:NoSummary >/dev/null
flywheel() { dotnet exec src/Flywheel.Cli/bin/Release/net10.0/Flywheel.Cli.dll "$@"; }

TIMEFORMAT='%R %U %S'
begin=$(date +%s.%N)
{ time flywheel simulate flights >"$work/simulate" 2>&1; } 2>"$work/simulate-time"
{ time flywheel verify flights >"$work/verify" 2>&1; } 2>"$work/verify-time" || code=$?
end=$(date +%s.%N)
cat "$work/simulate" "$work/verify"

seconds=$(awk -v a="$begin" -v b="$end" 'BEGIN { printf "%.1f", b - a }')
versions=$(ls models/flights | grep -vc deployment.yaml)
verified=$(grep -c -E '^flights@.*(: verified|the same bytes)' "$work/verify" || true)
{
  echo "# The committed weeks, rebuilt from git alone"
  echo
  echo "A fresh clone without a store, on a machine with $(nproc) cores: \`flywheel simulate flights\` lets the recorded weeks arrive again, each scored by the model then in force, which is made again; \`flywheel verify flights\` makes every model again in a clean place."
  echo
  echo "| what | seconds | processor seconds |"
  echo "| --- | ---: | ---: |"
  for step in simulate verify; do
    awk -v step="$step" '{ printf "| %s | %.1f | %.1f |\n", step, $1, $2 + $3 }' "$work/$step-time"
  done
  echo "| together | $seconds | |"
  echo
  echo "Limit: $limit seconds. Datasets and models that came out with the same digests and bytes: $verified of $versions."
  echo
  echo '```'
  grep '^flights@' "$work/verify"
  echo '```'
} >"$root/bench/results/rebuild.md"
cat "$root/bench/results/rebuild.md"
[ "${code:-0}" -eq 0 ] && awk -v s="$seconds" -v l="$limit" 'BEGIN { exit !(s <= l) }'
