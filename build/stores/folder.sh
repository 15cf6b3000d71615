#!/usr/bin/env bash
# A store's command over a folder: the shortest one that keeps the contract of docs/stores.md, to copy for another storage.
#   folder.sh FOLDER put NAME FILE [NAME FILE …] | get NAME FILE | list PREFIX | delete NAME
set -euo pipefail
folder=$1 verb=$2 name=$3 file=${4:-}

case $verb in
  put)
    # Whole or not at all: written beside, flushed, renamed.
    mkdir -p "$folder/parts"
    for ((i = 3; i < $#; i += 2)); do
      name=${!i} next=$((i + 1))
      mkdir -p "$(dirname "$folder/files/$name")"
      part=$(mktemp "$folder/parts/XXXXXXXX")
      cp "${!next}" "$part"
      sync "$part"
      mv -f "$part" "$folder/files/$name"
    done
    ;;
  get)
    [ -d "$folder" ] || { echo "$folder is not there: is it mounted?" >&2; exit 1; }
    [ -f "$folder/files/$name" ] || exit 4
    cp "$folder/files/$name" "$file"
    ;;
  list)
    mkdir -p "$folder/files"
    cd "$folder/files"
    find . -type f -path "./$name*" | sed 's|^\./||'
    ;;
  delete) rm -f "$folder/files/$name" ;;
  *)
    echo "folder.sh: no such verb: $verb" >&2
    exit 2
    ;;
esac
