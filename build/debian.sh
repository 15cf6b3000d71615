#!/usr/bin/env bash
# debian.sh FOLDER PACKAGE…: downloads Debian packages by apt and unpacks them into FOLDER, as FOLDER/usr/…
# debian.sh --with-needed FOLDER PACKAGE…: also what they depend on and the system lacks.
# Apt works on lists of its own: no root, nothing installed, nothing changed on the system. Ends with 6 where there is no apt, or
# where it could not download them; what to type then, the caller knows.
set -euo pipefail
needed=false
if [ "$1" = --with-needed ]; then
  needed=true
  shift
fi
folder=$1
shift
command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || exit 6

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages"
apt=(-qq -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o Debug::NoLocking=1
  -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none)

# What an installation would bring, asked without installing.
lacked() { apt-get "${apt[@]}" --simulate --no-install-recommends install "$@" | sed -n 's/^Inst \([^ ]*\) .*/\1/p'; }

bring() {
  apt-get "${apt[@]}" update || return 1
  local packages=("$@")
  if $needed; then mapfile -t packages < <(lacked "$@"); fi
  [ "${#packages[@]}" -gt 0 ] && (cd "$work/packages" && apt-get "${apt[@]}" download "${packages[@]}")
}

for attempt in 1 2 3; do
  if bring "$@"; then break; fi
  [ "$attempt" = 3 ] && exit 6
  sleep "$attempt"
done
for package in "$work/packages"/*.deb; do dpkg-deb -x "$package" "$folder"; done
