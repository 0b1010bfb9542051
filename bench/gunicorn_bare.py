"""The yardsticks' server: as the portal's own, the collector frozen in each worker."""

from bench.yardsticks import freeze

preload_app = True


def post_fork(server: object, worker: object) -> None:
    freeze()
