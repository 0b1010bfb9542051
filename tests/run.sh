#!/usr/bin/env bash
# The whole suite on SQLite, then on PostgreSQL; says loudly what had to be skipped.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

find_chromium() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

if [[ -z "$(find_chromium)" ]] && [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null; then
  echo "Installing Chromium and Chinese fonts …"
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk) >/dev/null 2>&1 || true
fi
if [[ -z "$(find_chromium)" ]]; then
  "$bin/playwright" install chromium >/dev/null 2>&1 || true
fi

workers=${PORTAL_TEST_WORKERS:-2}
status=0
echo "== SQLite"
PORTAL_TEST_ENGINE=sqlite "$bin/python" -m pytest -n "$workers" --dist worksteal "$@" || status=$?
echo "== PostgreSQL"
PORTAL_TEST_ENGINE=postgresql "$bin/python" -m pytest -n "$workers" --dist worksteal -m "not browser and not engineless" "$@" || status=$?
exit "$status"
