#!/usr/bin/env bash
# Builds everything in Release and runs the tests. Needs the .NET SDK; what else is missing is named and skipped.
#   bash tests/run.sh          all tests
#   bash tests/run.sh --quick  only the fast ones, without sockets, files and processes
# The last line is "N passed, N failed[, N skipped]"; the exit code is 0 when nothing failed.
set -u -o pipefail
cd "$(dirname "$0")/.." || exit 1

quick=false
case "${1:-}" in
    '') ;;
    --quick) quick=true ;;
    *) echo "usage: bash tests/run.sh [--quick]" >&2; exit 2 ;;
esac

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export HOME="${HOME:-$work}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
passed=0 failed=0 skipped=0

has() { command -v "$1" >/dev/null 2>&1; }

finish() {
    local total="$passed passed, $failed failed"
    [ "$skipped" -eq 0 ] || total="$total, $skipped skipped"
    echo "$total"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
    exit $?
}

# The carrier side of the interop tests: the npm package smpp, in a folder of its own outside the tree.
prepare_node_smpp() {
    [ -z "${SMSWISER_NODE_SMPP:-}" ] || return 0
    if ! { has node && has npm; } && [ "$(id -u)" -eq 0 ] && has apt-get; then
        echo "Installing node and npm for the interop tests…"
        { timeout 300 apt-get update && DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y nodejs npm; } >"$work/apt.log" 2>&1
    fi
    if ! { has node && has npm; }; then
        echo "Skipping the interop tests with node-smpp: node and npm are not installed."
        return 0
    fi
    mkdir "$work/node-smpp"
    if (cd "$work/node-smpp" && timeout 180 npm install --no-audit --no-fund --no-save smpp) >"$work/npm.log" 2>&1; then
        export SMSWISER_NODE_SMPP="$work/node-smpp"
    else
        echo "Skipping the interop tests with node-smpp: npm could not install the package smpp ($(tail -n 1 "$work/npm.log"))."
    fi
}

# PostgreSQL for Orleans' tables: the tests start a private server of their own and only need its programs.
prepare_postgres() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || has initdb && return 0
    if [ "$(id -u)" -eq 0 ] && has apt-get; then
        echo "Installing PostgreSQL for the tests of its tables…"
        # No server of the system's: only the programs are wanted.
        mkdir -p /etc/postgresql-common
        [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
        { timeout 300 apt-get update &&
            DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y --no-install-recommends postgresql; } >"$work/postgres.log" 2>&1
    fi
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || has initdb ||
        echo "Skipping the tests on PostgreSQL: it is not installed."
}

# promtool and a Prometheus that scrapes a node; only the programs are wanted, no server of the system's.
prepare_prometheus() {
    has promtool && return 0
    if [ "$(id -u)" -eq 0 ] && has apt-get; then
        echo "Installing Prometheus for the tests of the metrics…"
        mkdir -p /etc/default
        [ -e /etc/default/prometheus ] || echo 'ARGS="--web.listen-address=127.0.0.1:9090"' >/etc/default/prometheus
        { timeout 300 apt-get update &&
            DEBIAN_FRONTEND=noninteractive timeout 600 apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold \
                prometheus; } >"$work/prometheus.log" 2>&1
    fi
    has promtool || echo "Skipping the tests with Prometheus: it is not installed."
}

# The Orleans host, where the feed has all that it depends on. What a failed restore wrote lies in obj-orleans and disturbs nobody.
orleans_is_there() {
    local project missing
    echo "== restore with ActorRuntime=Orleans"
    # The contracts first: they need the least, so a feed without Orleans is found out in seconds.
    for project in src/SmsWiser.Contracts tests/SmsWiser.Orleans.Tests; do
        timeout 120 dotnet restore "$project" -p:ActorRuntime=Orleans -v quiet -nodeReuse:false >"$work/orleans.log" 2>&1 && continue
        missing=$(sed -nE 's/.*Unable to find package ([A-Za-z0-9.]+[A-Za-z0-9]).*/\1/p' "$work/orleans.log" | sort -u | head -n 3)
        if [ -n "$missing" ]; then
            echo "Skipping the Orleans host: its packages (${missing//$'\n'/, }, …) are not on this NuGet feed."
        else
            echo "Skipping the Orleans host: its restore failed ($(grep -m 1 -o 'error.*' "$work/orleans.log"))."
        fi
        return 1
    done
}

run_orleans_tests() {
    echo "== build with ActorRuntime=Orleans"
    if dotnet build tests/SmsWiser.Orleans.Tests -p:ActorRuntime=Orleans -c Release -v quiet -nodeReuse:false --no-restore; then
        run_tests SmsWiser.Orleans.Tests bin-orleans
    else
        echo "The build with ActorRuntime=Orleans failed."
        failed=$((failed + 1))
    fi
}

# Runs one test executable and adds its figures to the totals; one that ends without figures counts as a failure.
run_tests() {
    local name=$1 bin=${2:-bin} log="$work/$1.log" total errors failures skips unrun code
    echo "== $name"
    dotnet exec "tests/$name/$bin/Release/net10.0/$name.dll" -noColor -noLogo 2>&1 | tee "$log"
    code=${PIPESTATUS[0]}
    # A project without tests reports only its total. Not run are the bodies of child processes that tests start.
    read -r total errors failures skips unrun < <(sed -nE \
        -e 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1 \2 \3 \4 \5/p' \
        -e 's/.*Total: 0 *$/0 0 0 0 0/p' "$log" | tail -n 1)
    if [ -z "${total:-}" ]; then
        echo "$name ended with code $code and no figures."
        failed=$((failed + 1))
        return
    fi
    passed=$((passed + total - failures - skips - unrun)) failed=$((failed + failures + errors)) skipped=$((skipped + skips))
    if [ "$code" -ne 0 ] && [ $((failures + errors)) -eq 0 ] && [ "$total" -gt 0 ]; then
        echo "$name ended with code $code though no test failed."
        failed=$((failed + 1))
    fi
}

echo "== build"
if ! dotnet build SmsWiser.sln -c Release -v quiet -nodeReuse:false; then
    echo "The build failed."
    failed=1
    finish
fi
run_tests SmsWiser.Tests
if ! $quick; then
    prepare_node_smpp
    prepare_postgres
    prepare_prometheus
    run_tests SmsWiser.System.Tests
    orleans_is_there && run_orleans_tests
fi
finish
