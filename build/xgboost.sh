#!/usr/bin/env bash
# Puts XGBoost's library with its two dependencies into build/native: Debian's packages, which debian.sh fetches and unpacks.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

native=native
[ -e "$native/libxgboost.so.0" ] && exit 0
[ -n "${FLYWHEEL_XGBOOST:-}" ] && exit 0

# Where apt cannot bring it, a library that the system already has will do.
on_the_system() {
  if command -v ldconfig >/dev/null 2>&1 && ldconfig -p 2>/dev/null | grep -q 'libxgboost\.so'; then return 0; fi
  [ -e /opt/homebrew/lib/libxgboost.dylib ] || [ -e /usr/local/lib/libxgboost.dylib ]
}

lacking() {
  if on_the_system; then exit 0; fi
  echo "build.sh: XGBoost's library is missing. Type: $1" >&2
  exit 6
}

case "$(uname -s)" in
  Darwin) lacking "brew install xgboost" ;;
  MINGW* | MSYS* | CYGWIN*) lacking "pip install xgboost==1.7.6, and set FLYWHEEL_XGBOOST to the path of its xgboost.dll" ;;
esac
command -v apt-get >/dev/null 2>&1 || lacking "pip install xgboost==1.7.6, and set FLYWHEEL_XGBOOST to the path of its libxgboost.so"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "Fetching XGBoost's library (libxgboost0, libdmlc0, libgomp1) by apt into build/native …"
./debian.sh "$work/root" libxgboost0 libdmlc0 libgomp1 || lacking "sudo apt-get install libxgboost0 (apt could not download it into build/native)"

# Under their sonames, flat; moved into place at the end, so that a broken download leaves nothing half done.
mkdir -p "$work/flat"
for soname in libxgboost.so.0 libdmlc.so.0 libgomp.so.1; do
  cp -L "$(find "$work/root" -name "$soname" | head -n 1)" "$work/flat/$soname"
done
rm -rf "$native"
cp -r "$work/flat" "$native.part"
mv "$native.part" "$native"
