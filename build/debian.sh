#!/usr/bin/env bash
# debian.sh FOLDER PACKAGE…: downloads Debian packages by apt and unpacks them into FOLDER, as FOLDER/usr/…
# Apt works on lists of its own: no root, nothing installed, nothing changed on the system. Ends with 6 where there is no apt, or
# where it could not download them; what to type then, the caller knows.
set -euo pipefail
folder=$1
shift
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || exit 6

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages"
apt=(-qq -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Debug::NoLocking=1
  -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none)

for attempt in 1 2 3; do
  if apt-get "${apt[@]}" update && (cd "$work/packages" && apt-get "${apt[@]}" download "$@"); then break; fi
  [ "$attempt" = 3 ] && exit 6
  sleep "$attempt"
done
for package in "$work/packages"/*.deb; do dpkg-deb -x "$package" "$folder"; done
