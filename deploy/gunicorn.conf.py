"""The web server: synchronous workers, as many as cores; no threads, which SQLite would only slow down."""

import os

bind = os.environ.get("PORTAL_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("PORTAL_WEB_WORKERS", "2"))
worker_class = "sync"
timeout = 60
graceful_timeout = 20
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
forwarder_headers = ""  # no client says by a header under which path we live
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = True
server_software = "portal"
accesslog = None
errorlog = "-"
loglevel = "warning"


def when_ready(_server):
    """Before the first fork: what all workers share."""
    import wsgi
    from portal.app import before_fork

    before_fork(wsgi.app)


def post_fork(_server, worker):
    """After the fork: no connection is shared; each worker counts its requests in a row of its own."""
    import wsgi
    from portal.app import after_fork

    after_fork(wsgi.app, worker.age)
