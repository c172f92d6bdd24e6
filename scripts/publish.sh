#!/bin/sh
# Puts a built site on a Linux host with SSH, whole or not at all: publish.sh SITE HOST FOLDER
#
# The site goes to FOLDER/releases/<time>; then FOLDER/current, a link that the web server serves, is moved to it in
# one step. The last three releases stay: to go back, point the link at an older one. PORT in the environment if not 22.
set -eu

site="$1"
host="$2"
folder="$3"

die() { echo "publish.sh: $*" >&2; exit 2; }

[ -f "$site/index.html" ] && [ -f "$site/404.html" ] || die "$site holds no built site"
case "$host" in "" | -* | *[!A-Za-z0-9.@_:-]*) die "'$host' is no host" ;; esac
# The shell of the host reads it once more.
case "$folder" in /[!/]*) ;; *) die "'$folder' is no absolute path" ;; esac
case "$folder" in *[!A-Za-z0-9._/-]* | */../* | */..) die "'$folder' has more than letters, digits, '.', '_', '-', '/'" ;; esac

release="$folder/releases/$(date -u +%Y%m%dT%H%M%SZ)-$$"
tar -C "$site" -czf - . | ssh -p "${PORT:-22}" -o BatchMode=yes "$host" "
    set -eu
    umask 022
    mkdir -p '$release'
    trap 'rm -rf \"$release\"' EXIT
    tar -C '$release' -xzf -
    [ -f '$release/index.html' ]
    ln -s '$release' '$folder/next-$$'
    mv -fT '$folder/next-$$' '$folder/current'
    trap - EXIT
    ls -1d '$folder'/releases/* | grep -vxF '$release' | sort | head -n -2 | while read -r old; do rm -rf \"\$old\"; done
"
echo "$host now serves $release"
