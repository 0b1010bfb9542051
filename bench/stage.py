"""Everything that stands while the workloads run: three yardsticks, the portal over both databases, people."""

from contextlib import ExitStack
from types import TracebackType
from typing import Self

from sqlalchemy import NullPool, create_engine

from bench.browser import Browser
from bench.clients import Side, Told
from bench.elephant import KEPT, Elephant, Moved
from bench.ground import Ground
from bench.servers import BIN, Served, Web, get
from bench.yardsticks import ADDRESS, ROWS, fill, write

PASSWORD = "portal-demo-2026"
STAFF, PARTNER = "service@demo.example", "owner@minchuan.example"
CONFIG = "deploy/gunicorn.conf.py"
PARTNERS = """SELECT coalesce(login.email, login.mobile) FROM login
  JOIN membership ON membership.login_id = login.id AND membership.ended_at IS NULL AND membership.role = 'owner'
  JOIN account ON account.id = membership.account_id AND account.status = 'active'
  WHERE login.totp_confirmed_at IS NULL AND login.deactivated_at IS NULL ORDER BY login.id DESC LIMIT ?"""


class Bare(Web):
    """A yardstick behind the same server."""

    def __init__(self, factory: str, environ: dict[str, str] | None = None) -> None:
        first = "/sign-in" if factory == "yardstick_c" else "/"
        super().__init__(f"bench.yardsticks:{factory}()", environ, first=first, config="bench/gunicorn_bare.py")

    def side(self) -> Side:
        return Side(self.port, get(self.port, "/", self.cookie))

    @property
    def cookie(self) -> dict[str, str]:
        head = self.first_answer.partition(b"\r\n\r\n")[0].decode()
        found = [line[12:].partition(";")[0] for line in head.split("\r\n") if line.startswith("Set-Cookie: ")]
        return {"Cookie": found[0]} if found else {}


class Stage:
    """`pace` 1 is the whole measurement; smaller numbers ask less often, for trying. The yardsticks stand on SQLite;
    on PostgreSQL a second C stands there, for a page can be compared with one of its own engine only. P was measured
    beside the first."""

    def __init__(self, pace: float, engine: str = "sqlite") -> None:
        self.pace, self.engine = pace, engine
        self.rate_of_c, self.calm = 0.0, Told()
        self._open = ExitStack()

    def times(self, number: int) -> int:
        return max(5, int(number * self.pace))

    def __enter__(self) -> Self:
        fill()
        sizes = ("large", "small")
        factories = {"a": "limit_a", "b": "limit_b", "C": "yardstick_c"}
        self.bare = {name: self._open.enter_context(Bare(factory)) for name, factory in factories.items()}
        self.yardstick, self.own = self.bare["C"].side(), "C"
        self.elephant: Elephant | None = None
        if self.engine == "postgresql":
            self.elephant = self._open.enter_context(Elephant(KEPT))
            self.grounds: dict[str, Ground] = {size: Moved(size, self.elephant) for size in sizes}
            self.own = "C on PostgreSQL"
            self.bare[self.own] = self._open.enter_context(Bare("yardstick_c", _of_c(self.elephant)))
        else:
            self.grounds = {size: Ground(size) for size in sizes}
        self.web, self.small = (self._open.enter_context(portal(self.grounds[size])) for size in ("large", "small"))
        self.staff = Browser(self.web.port).sign_in(STAFF, PASSWORD)
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._open.close()

    def partners(self, count: int) -> list[Browser]:
        """Owners of so many different accounts, signed in."""
        names = [name for (name,) in self.grounds["large"].rows(PARTNERS, count)]
        return [Browser(self.web.port).sign_in(name, PASSWORD) for name in names]

    def worker(self) -> Served:
        return Served([str(BIN / "flask"), "worker"], self.grounds["large"].environ)


def _of_c(elephant: Elephant) -> dict[str, str]:
    """Where the second C finds its rows; what it adds stays, as in the first one's file."""
    name = elephant.keep("yardstick", str(ROWS), _write_c)
    return {ADDRESS: elephant.address(name)}


def _write_c(elephant: Elephant, name: str) -> None:
    write(create_engine(elephant.address(name), poolclass=NullPool))


def portal(ground: Ground) -> Web:
    return Web("wsgi:app", ground.environ, first="/login", config=CONFIG)
