#!/usr/bin/env bash
# The whole suite, side by side: on SQLite, in a browser, and on PostgreSQL; says loudly what had to be skipped.
# Arguments go to pytest; PORTAL_TEST_WORKERS=4 for a machine with more than two cores: so many processes per engine.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
unset PYTHONDONTWRITEBYTECODE # some dozens of processes would each compile everything anew

find_chromium() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

if [[ -z "$(find_chromium)" ]] && [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null; then
  echo "Installing Chromium and Chinese fonts …"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell fonts-noto-cjk) >/dev/null 2>&1 ||
    (DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk) >/dev/null 2>&1 || true
fi
# A real IMAP server for the tests of mail that comes in; its own service is not wanted.
if ! command -v dovecot >/dev/null && [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null; then
  echo "Installing Dovecot …"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd) >/dev/null 2>&1 || true
fi
if [[ -z "$(find_chromium)" ]]; then
  "$bin/playwright" install chromium >/dev/null 2>&1 || true
fi

logs=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$logs"' EXIT
# Every further process first loads the program and all tests, which is seven seconds of a core. On two cores four lanes
# of one process each keep both busy to the end; in one lane the tests on SQLite would outlast all others together.
spread=()
[[ "${PORTAL_TEST_WORKERS:-1}" == 1 ]] || spread=(-n "$PORTAL_TEST_WORKERS" --dist worksteal)

on() { # engine, arguments of pytest
  export PORTAL_TEST_ENGINE=$1
  exec "$bin/python" -m pytest -rs "${@:2}"
}

echo "== SQLite"
if [[ $# == 0 ]]; then
  on sqlite "${spread[@]}" -m "not browser" tests/house >"$logs/house" 2>&1 &
  house=$!
  on sqlite "${spread[@]}" -m "not browser" --ignore=tests/house &
else
  house=
  on sqlite "${spread[@]}" -m "not browser" "$@" &
fi
sqlite=$!
on sqlite -m browser "${@:-tests/browser}" >"$logs/browser" 2>&1 &
browser=$!
on postgresql "${spread[@]}" -m "not browser and not engineless" "$@" >"$logs/postgresql" 2>&1 &
postgresql=$!

statuses=()
end() { # name to say, process
  local status=0
  wait "$2" || status=$?
  statuses+=("$status")
  [[ ! -e $logs/$1 ]] || { echo "== $1" && cat "$logs/$1"; }
}
end sqlite $sqlite
[[ -z $house ]] || end house $house
end browser $browser
end postgresql $postgresql
# A lane may have nothing to do with the arguments (5), but not all of them.
[[ ${statuses[*]} != "5 5 5" ]] || exit 5
for status in "${statuses[@]}"; do [[ $status == [05] ]] || exit "$status"; done
