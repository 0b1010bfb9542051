"""The web server: synchronous workers, as many as cores; no threads, which SQLite would only slow down."""

import os
import signal
import sys
from compileall import compile_dir
from importlib.util import cache_from_source
from queue import Empty

bind = os.environ.get("PORTAL_BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("PORTAL_WEB_WORKERS", "2"))
worker_class = "sync"
timeout = 60
graceful_timeout = 60  # as long as a request may take: a restart cuts off nothing that would have been answered
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


def post_fork(server, worker):
    """After the fork: no connection is shared; each worker counts its requests in a row of its own."""
    heed_an_early_farewell(server, worker)
    import wsgi
    from portal.app import after_fork

    after_fork(wsgi.app, worker.age)


def heed_an_early_farewell(server, worker):
    """A worker that is told to leave before it listens to signals itself would put the word into the queue that it has
    of its parent, where nobody reads: it would serve on, alone, until it is killed with a request in its hands."""
    signal.signal(signal.SIGTERM, worker.handle_exit)
    try:
        while True:
            if server.SIG_QUEUE.get_nowait() == signal.SIGTERM:
                worker.alive = False
    except Empty:
        pass


def compile_beforehand(folder):
    """What is compiled while it is loaded lies scattered, and each worker copies more of the memory that it shares,
    for as long as the server runs: 6 to 8 MB in all. So other processes do it, on all cores, once after each change
    of the program. A folder that may only be read is left as it was put there."""
    if sys.dont_write_bytecode or not os.access(folder, os.W_OK) or all(map(_is_compiled, _sources(folder))):
        return
    compile_dir(folder, quiet=2, workers=0)


def _sources(folder):
    for here, _, names in os.walk(folder):
        yield from (os.path.join(here, name) for name in names if name.endswith(".py"))


def _is_compiled(source):
    try:
        return os.stat(cache_from_source(source)).st_mtime >= os.stat(source).st_mtime
    except OSError:
        return False


compile_beforehand(os.path.abspath("portal"))
