#!/usr/bin/env bash
# One way in: ./build.sh turns the loop, ./build.sh --target=Test tests it, ./build.sh --tree shows it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

lacking() {
  echo "build.sh: $1" >&2
  exit 6
}
sdk=$(sed -n 's/.*"version": "\(.*\)".*/\1/p' global.json)
dotnet --version >/dev/null 2>&1 || lacking "the .NET SDK $sdk is missing. Install it from https://dot.net, then type ./build.sh again."
command -v npm >/dev/null 2>&1 || lacking "npm is missing. Install Node.js 20 or later (apt-get install nodejs npm, brew install node), then type ./build.sh again."
command -v git >/dev/null 2>&1 || lacking "git is missing. Type: apt-get install git (or brew install git)"

[ -t 1 ] || export NO_COLOR=1
./build/xgboost.sh
dotnet tool restore --verbosity quiet >/dev/null
exec dotnet cake cake.cs "$@"
