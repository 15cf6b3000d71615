#!/usr/bin/env bash
# Puts XGBoost's library with its two dependencies into build/native: Debian's packages, fetched by apt and unpacked here.
# Apt works on lists of its own in this folder: no root, nothing installed, nothing changed on the system.
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
if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-deb >/dev/null 2>&1; then
  lacking "pip install xgboost==1.7.6, and set FLYWHEEL_XGBOOST to the path of its libxgboost.so"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
apt=(-qq -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Debug::NoLocking=1
  -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none)

echo "Fetching XGBoost's library (libxgboost0, libdmlc0, libgomp1) by apt into build/native …"
for attempt in 1 2 3; do
  if apt-get "${apt[@]}" update && (cd "$work" && apt-get "${apt[@]}" download libxgboost0 libdmlc0 libgomp1); then break; fi
  [ "$attempt" = 3 ] && lacking "sudo apt-get install libxgboost0 (apt could not download it into build/native)"
  sleep "$attempt"
done
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$work/root"; done

# Under their sonames, flat; moved into place at the end, so that a broken download leaves nothing half done.
mkdir -p "$work/flat"
for soname in libxgboost.so.0 libdmlc.so.0 libgomp.so.1; do
  cp -L "$(find "$work/root" -name "$soname" | head -n 1)" "$work/flat/$soname"
done
rm -rf "$native"
cp -r "$work/flat" "$native.part"
mv "$native.part" "$native"
