"""Every process knows every table: merging accounts and taking an import back walk all that hang on an account."""

import re
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from portal.domain.base import Base
from tests.forked import FORKING

NAMED = re.compile(r'__tablename__ = "(\w+)"')


def known() -> set[str]:
    """In a process that has loaded what a web server loads."""
    return set(Base.metadata.tables)


@pytest.mark.engineless
def test_a_web_server_knows_the_tables_of_the_worker_too():
    written = {name for file in Path("portal").rglob("*.py") for name in NAMED.findall(file.read_text())}
    with ProcessPoolExecutor(1, mp_context=FORKING) as web:
        assert web.submit(known).result() >= written
