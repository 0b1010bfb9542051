#!/usr/bin/env bash
# The whole suite, side by side: on SQLite, in a browser, and on PostgreSQL; says loudly what had to be skipped.
# Arguments go to pytest; PORTAL_TEST_WORKERS=4 for a machine with more than two cores: so many processes per engine.
# One engine alone is plain pytest, with PORTAL_TEST_ENGINE=postgresql for that one.
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

exec "$bin/python" -m pytest -p tests.suite -rs "$@"
