#!/usr/bin/env bash
# Puts Fashion-MNIST into build/corpora/fashion-mnist, for tests and benchmarks: the files of Debian's package, the system's or fetched.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

folder=corpora/fashion-mnist
[ -e "$folder/train-images-idx3-ubyte.gz" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=/usr/share/datasets/fashion-mnist
if [ ! -e "$files/train-images-idx3-ubyte.gz" ]; then
  echo "Fetching Fashion-MNIST (dataset-fashion-mnist) by apt into build/$folder …"
  if ! ./debian.sh "$work/root" dataset-fashion-mnist; then
    echo "build.sh: Fashion-MNIST is missing, and apt could not bring it. Type: sudo apt-get install dataset-fashion-mnist, or put its four files (train-images-idx3-ubyte.gz …) into build/$folder" >&2
    exit 6
  fi
  files=$work/root/$files
fi

# Moved into place at the end, so that a broken copy leaves nothing half done.
mkdir -p corpora
rm -rf "$folder.part"
cp -rL "$files" "$folder.part"
rm -rf "$folder"
mv "$folder.part" "$folder"
