#!/bin/sh
# Prints the path of a Chromium that starts, for the browser tests; Playwright never downloads one.
# Debian's headless shell is the same engine without windows: a fresh page takes it a third of the time.
# Where there is none it installs Debian's, if nobody has to type a password, else it says what to install.
# Standard output is the path alone; one line on standard error says what was done.
set -u

say() { echo "browser tests: $*" >&2; }

starts() { "$1" --version >/dev/null 2>&1; }

find_chromium() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        path=$(command -v "$name") && starts "$path" && echo "$path" && return
    done
    return 1
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=120 -qy install --no-install-recommends "$1"
}

install_chromium() {
    command -v apt-get >/dev/null && as_root true 2>/dev/null || return 1
    log=$(mktemp)
    trap 'rm -f "$log"' EXIT
    {
        as_root apt-get -o DPkg::Lock::Timeout=120 -q update
        apt_install chromium-headless-shell || apt_install chromium
    } </dev/null >"$log" 2>&1 || say "apt-get: $(grep '^E:' "$log" | head -n 1)"
}

if [ -n "${CHROMIUM:-}" ]; then
    starts "$CHROMIUM" || { say "\$CHROMIUM is set to '$CHROMIUM', which does not start"; exit 1; }
    say "using $CHROMIUM, as \$CHROMIUM says"
    echo "$CHROMIUM"
elif path=$(find_chromium); then
    say "using $path"
    echo "$path"
elif install_chromium && path=$(find_chromium); then
    say "installed Debian's Chromium as $path"
    echo "$path"
else
    say "no Chromium found: install one ('apt-get install chromium-headless-shell' on Debian) or set CHROMIUM to its path"
    exit 1
fi
