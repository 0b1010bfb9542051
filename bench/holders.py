"""Ten thousand partners who hold counties, cities and provinces of fifty products: what the coverage page takes.

`python -m bench.holders` makes that company on SQLite and on PostgreSQL and asks the page of gunicorn: one product
again and again, every product in turn, and each the first time after something was agreed.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_engine, func, insert, select

from bench.browser import Browser
from bench.clients import Clients, Told
from bench.elephant import Elephant
from bench.servers import BIN, LOG, ROOT, Web
from bench.stage import CONFIG, PASSWORD, STAFF
from bench.territory import PRODUCTS, granted
from portal.domain.accounts.models import Account
from portal.domain.accounts.places import code_of
from portal.domain.contracts.grants import Grant
from portal.domain.contracts.models import Contract, ContractProduct, ContractTerritory, ContractVersion
from portal.domain.contracts.stamp import renew
from portal.domain.products.models import Product

ENGINES = ("sqlite", "postgresql")
PAGE = "/staff/coverage/"
SUPPLIERS, FIRST, LAST = 10, date(2025, 1, 1), date(2028, 12, 31)
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)
TIMES, TURNS = 200, 20
Rows = dict[type[Any], list[dict[str, Any]]]


def main() -> None:
    clients = Clients()
    try:
        for engine in sys.argv[1:] or ENGINES:
            with company(engine) as environ, Web("wsgi:app", environ, first="/login", config=CONFIG) as web:
                for name, told in asked(web.port, environ, clients).items():
                    print(f"{engine:10} {name:44} {told}", flush=True)
    finally:
        clients.close()


def asked(port: int, environ: dict[str, str], clients: Clients) -> dict[str, Told]:
    """p50, p95 and p99 in milliseconds; what the workers keep is thrown away before each of the last ones."""
    staff = Browser(port).sign_in(STAFF, PASSWORD)
    pages = [staff.reads(f"{PAGE}?product={code}") for code in _codes(environ)]
    for _ in range(2):
        clients.run(port, [pages] * 2)
    anew = Told()
    for place in range(TURNS):
        with _engine(environ).begin() as connection:
            renew(connection)
        anew.add(clients.run(port, [[pages[place]]]))
    clients.run(port, [[pages[0]] * 20] * 2)
    return {
        "one product, one reader": clients.run(port, [[pages[0]] * TIMES]),
        f"{len(pages)} products in turn, one reader": clients.run(port, [pages * (TIMES // len(pages))]),
        f"{len(pages)} products in turn, four readers": clients.run(port, [pages] * 4),
        "the first time after something was agreed": anew,
    }


@contextmanager
def company(engine: str) -> Iterator[dict[str, str]]:
    """Settings of a portal with those agreements, in a database of its own."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as name, _database(engine, Path(name)) as url:
        environ = {
            **os.environ, "PORTAL_ENV": "development", "PORTAL_DATA_DIR": f"{name}/data", "FLASK_APP": "wsgi",
            "PORTAL_DATABASE_URL": url, "PORTAL_SECRET_KEYS": "b" * 40, "PORTAL_SMTP_URL": "", "PORTAL_LOCALE": "zh",
            "PORTAL_FILES_URL": f"{name}/data/files",
        }  # fmt: skip
        Path(name, "data").mkdir()
        for words in (["db", "upgrade"], ["demo"]):
            with LOG.open("ab") as log:
                subprocess.run([BIN / "flask", *words], env=environ, cwd=ROOT, check=True, stdout=log, stderr=log)
        with _engine(environ).begin() as connection:
            fill(connection)
            connection.exec_driver_sql("ANALYZE")
        yield environ


@contextmanager
def _database(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'data' / 'portal.sqlite3'}"
        return
    with Elephant() as elephant:
        yield elephant.address()


def fill(connection: Connection) -> None:
    """Fifty products, ten suppliers who gave us the whole country, and the partners of `territory.granted`."""
    codes = _products(connection)
    ids = dict(connection.execute(select(Product.code, Product.id)).all())
    account, contract = (connection.scalar(select(func.max(table.id))) or 0 for table in (Account, Contract))
    found: Rows = {table: [] for table in (Account, Contract, ContractVersion, ContractProduct, ContractTerritory)}
    for place, grant in enumerate([*_ours(codes), *granted()], start=1):
        named = tuple(ids[codes[PRODUCTS.index(code)]] for code in grant.products)
        _agreement(found, account + place, contract + place, grant, named)
    for table, rows in found.items():
        for start in range(0, len(rows), 5000):
            connection.execute(insert(table), rows[start : start + 5000])
    renew(connection)


def _products(connection: Connection) -> list[str]:
    """Codes of the demonstration's products and of as many more as make fifty."""
    there = list(connection.scalars(select(Product.code).order_by(Product.code)))[: len(PRODUCTS)]
    more = [f"ZR{place:02d}" for place in range(len(PRODUCTS) - len(there))]
    if more:
        connection.execute(insert(Product), [{"code": code, "name_zh": f"样品{code}片", "version": 1} for code in more])
    return [*there, *more]


def _ours(codes: list[str]) -> list[Grant]:
    each = len(codes) // SUPPLIERS
    return [
        Grant(f"U-{place}", f"S-{place}", PRODUCTS[place * each : (place + 1) * each], ("",), "all", "exclusive",
              FIRST, LAST)
        for place in range(SUPPLIERS)
    ]  # fmt: skip


def _agreement(found: Rows, account: int, contract: int, grant: Grant, products: tuple[int, ...]) -> None:
    is_ours = grant.contract_number.startswith("U")
    kind, side = ("supplier", "upstream") if is_ours else ("distributor", "downstream")
    found[Account].append({
        "id": account, "number": f"{grant.account_no[0]}-{500_000 + account:06d}", "kind": kind, "status": "active",
        "name_zh": f"县域医药第{account}有限公司", "province": code_of(grant.regions[0][:2]) if not is_ours else None,
        "created_at": LONG_AGO, "version": 1,
    })  # fmt: skip
    own = {"account_id": account, "contract_id": contract}
    found[Contract].append({
        "id": contract, "account_id": account, "number": f"H-{side[0]}-{contract}", "side": side, "version": 1,
        "starts_on": grant.starts_on, "ends_on": grant.ends_on, "created_at": LONG_AGO,
    })  # fmt: skip
    found[ContractVersion].append({
        **own, "no": 1, "effective_from": grant.starts_on, "signed_by_us_on": FIRST, "signed_by_partner_on": FIRST,
    })  # fmt: skip
    found[ContractProduct] += [{**own, "product_id": product} for product in products]
    found[ContractTerritory] += [
        {**own, "province": code_of(region) if region else None, "channel": grant.channel, "level": grant.level}
        for region in grant.regions
    ]


def _codes(environ: dict[str, str]) -> list[str]:
    with _engine(environ).connect() as connection:
        return list(connection.scalars(select(Product.code).order_by(Product.code)))


def _engine(environ: dict[str, str]) -> Any:
    return create_engine(environ["PORTAL_DATABASE_URL"])


if __name__ == "__main__":
    main()
