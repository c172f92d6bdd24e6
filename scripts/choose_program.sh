#!/bin/sh
# Lays out a pull request for its check: choose_program.sh CHANGE BASE
#
# CHANGE is a clone at the merge of a pull request, with its first parent. BASE is made: the first parent, with the
# records of CHANGE. Prints `folder=`, the one to work in, and `base=`, the commit to compare with.
# A change of nothing but content/ is read in BASE, so that nothing it brings decides what runs. One that brings what is
# made here (an environment, caches, a site) is refused: nobody reviews that, and what comes next believes it.
set -eu

change="$1"
base="$(mkdir -p "$2" && cd "$2" && pwd)"

die() { echo "choose_program.sh: $*" >&2; exit 1; }

commit="$(git -C "$change" rev-parse --verify --quiet 'HEAD^1')" || die "$change lacks its first parent"
made="$(git -C "$change" ls-tree --name-only HEAD | grep -E '^(\.cache|\.hypothesis|\.venv|site|\..*\.kronik)$' || :)"
[ -z "$made" ] || die "the change brings" $made "which is made here and never committed"
if git -C "$change" diff --quiet "$commit" HEAD -- . ':(exclude,top)content'; then
    # A link in the place of the folder would lead out of the clone; links inside stay links, which the check refuses.
    if [ -L "$change/content" ] || [ ! -d "$change/content" ]; then die "the change leaves no folder content/"; fi
    git -C "$change" worktree add --quiet --detach "$base" "$commit"
    rm -rf "$base/content"
    cp -R -P "$change/content" "$base/content"
    echo "folder=$2"
else
    echo "folder=$change"
fi
echo "base=$commit"
