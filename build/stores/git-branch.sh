#!/usr/bin/env bash
# A store's command over a branch of a git remote: lasting bytes without any server beside the repository's own.
#   git-branch.sh put NAME FILE [NAME FILE …] | get NAME FILE | list PREFIX | delete NAME
# The branch is one commit without parents, replaced by each push: it keeps no history, so what is deleted is gone from it.
# FLYWHEEL_STORE_REMOTE names the remote (origin without it), FLYWHEEL_STORE_BRANCH the branch (flywheel-store without it).
set -euo pipefail
verb=$1 name=$2 file=${3:-}
branch=${FLYWHEEL_STORE_BRANCH:-flywheel-store}
remote=${FLYWHEEL_STORE_REMOTE:-$(git remote get-url origin)}
ref=refs/heads/$branch

# A repository of its own beside the cache: the one that people work in gets no bytes.
export GIT_DIR=$FLYWHEEL_STORE_CACHE/git-branch
export GIT_INDEX_FILE=$GIT_DIR/index.$$
export GIT_AUTHOR_NAME=flywheel GIT_AUTHOR_EMAIL=flywheel@localhost GIT_AUTHOR_DATE='2001-01-01T00:00:00Z'
export GIT_COMMITTER_NAME=flywheel GIT_COMMITTER_EMAIL=flywheel@localhost GIT_COMMITTER_DATE='2001-01-01T00:00:00Z'
[ -d "$GIT_DIR/refs" ] || git init --quiet --bare "$GIT_DIR"
trap 'rm -f "$GIT_INDEX_FILE"' EXIT

tip() { git rev-parse --verify --quiet "$ref" || true; }

fetch() {
  local code=0
  git ls-remote --exit-code "$remote" "$ref" >/dev/null || code=$?
  case $code in
    0) git fetch --quiet --depth=1 "$remote" "+$ref:$ref" ;;
    2) [ -z "$(tip)" ] || git update-ref -d "$ref" ;; # The remote answers and has no such branch: nothing is stored yet.
    *) exit 1 ;;
  esac
}

# Changes the index, and makes it the branch, if nobody was quicker.
push() {
  local old commit
  old=$(tip)
  rm -f "$GIT_INDEX_FILE"
  [ -z "$old" ] || git read-tree "$old"
  git update-index "$@"
  commit=$(git commit-tree -m 'Bytes of Flywheel' "$(git write-tree)")
  [ "$commit" != "$old" ] || return 0
  git push --quiet --force-with-lease="$ref:$old" "$remote" "$commit:$ref" && git update-ref "$ref" "$commit"
}

case $verb in
  put | delete)
    if [ "$verb" = put ]; then
      # Many files are one commit and one push.
      change=(--add)
      for ((i = 2; i < $#; i += 2)); do
        next=$((i + 1))
        blob=$(git hash-object -w "${!next}")
        change+=(--cacheinfo "100644,$blob,${!i}")
      done
    else
      change=(--force-remove "$name")
    fi
    push "${change[@]}" 2>/dev/null || { fetch && push "${change[@]}"; }
    ;;
  get)
    blob=$(git rev-parse --verify --quiet "$ref:$name") || { fetch; blob=$(git rev-parse --verify --quiet "$ref:$name") || exit 4; }
    git cat-file blob "$blob" >"$file"
    ;;
  list)
    fetch
    [ -z "$(tip)" ] || git ls-tree -r -l "$ref" | awk -F '\t' -v prefix="$name" \
      '{ split($1, of, " "); if (index($2, prefix) == 1) print $2 "\t" of[4] "\t" of[3] }'
    ;;
  *)
    echo "git-branch.sh: no such verb: $verb" >&2
    exit 2
    ;;
esac
