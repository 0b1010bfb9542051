#!/usr/bin/env bash
# Web and worker together; the first one to end, or Ctrl-C, ends both. With `demo`: the demonstration company once.
set -euo pipefail
cd "$(dirname "$0")/.."
export FLASK_APP=wsgi PYTHONUNBUFFERED=1
bin=.venv/bin

"$bin/flask" db upgrade >/dev/null
if [[ "${1:-}" == demo ]]; then
  "$bin/flask" demo --if-missing
fi

"$bin/gunicorn" --config deploy/gunicorn.conf.py wsgi:app &
web=$!
"$bin/flask" worker &
worker=$!
finish() {
  trap - INT TERM EXIT
  kill -TERM "$web" "$worker" 2>/dev/null || true
  wait "$web" "$worker" 2>/dev/null || true
}
trap 'finish; exit 0' INT TERM
trap finish EXIT

if [[ "${1:-}" == demo ]]; then
  "$bin/flask" sign-ins
else
  echo "Web on ${PORTAL_BIND:-http://127.0.0.1:${PORT:-8000}}, and one worker. Ctrl-C ends both."
fi
wait -n "$web" "$worker"
