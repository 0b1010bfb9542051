"""Files that nothing names go after two days, and none that is asked for again at whatever moment (FI5, RE1).

What a request does while the sweep is at work is done from within the sweep's own calls, at each moment there is.
"""

import hashlib
import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from portal.storage.keeping import Storage
from portal.storage.sweeping import sweep
from tests.storage.test_bucket import in_a_folder, in_memory

pytestmark = pytest.mark.engineless
DAY = 24 * 3600.0
PLACES = pytest.mark.parametrize("place", [in_a_folder, in_memory])
CONTENT = b"%PDF a page"
NAME = hashlib.sha256(CONTENT).hexdigest()


def days(count: float) -> float:
    """So many days after everything that is stored now."""
    return time.time() + count * DAY


def swept(storage: Storage, named: set[str], at: float) -> int:
    return sum(sweep(lambda some: named & set(some), storage, at))


def read(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        return file.read()


@PLACES
def test_what_nothing_names_is_set_aside_and_gone_a_day_later(tmp_path: Path, place: Callable[[Path], Storage]) -> None:
    storage = place(tmp_path)
    kept, _ = storage.put(io.BytesIO(b"kept"))
    gone, _ = storage.put(io.BytesIO(CONTENT))
    swept(storage, {kept}, days(0.9))
    assert {name for name, _ in storage.names()} == {kept, gone} and not list(storage.aside()), "younger than a day"
    swept(storage, {kept}, days(1.1))
    assert [name for name, _ in storage.names()] == [kept] and [name for name, _ in storage.aside()] == [gone]
    assert storage.has(gone) and read(storage, gone) == CONTENT, "set aside it can still be read"
    assert swept(storage, {kept}, days(0.9)) == 0 and swept(storage, {kept}, days(1.1)) == 1
    assert not storage.has(gone) and storage.has(kept) and not list(storage.aside())


@PLACES
def test_what_a_row_names_after_all_is_put_back(tmp_path: Path, place: Callable[[Path], Storage]) -> None:
    storage = place(tmp_path)
    storage.put(io.BytesIO(CONTENT))
    swept(storage, set(), days(1.1))
    swept(storage, {NAME}, days(1.1))
    assert [name for name, _ in storage.names()] == [NAME] and not list(storage.aside())


class Meddled:
    """The storage, with somebody who stores the same file before or after each thing the sweep does to it."""

    def __init__(self, storage: Storage, moment: str) -> None:
        self._storage, self._moment, self.stored = storage, moment, False

    def __getattr__(self, name: str) -> object:
        act = getattr(self._storage, name)

        def meddled(*words: object) -> object:
            if self._moment == f"before {name}":
                self.store()
            done = act(*words)
            if self._moment == f"after {name}":
                self.store()
            return done

        return meddled

    def store(self) -> None:
        assert self._storage.put(io.BytesIO(CONTENT)) == (NAME, len(CONTENT))
        self.stored = True


@PLACES
@pytest.mark.parametrize("moment", ["before set_aside", "after set_aside", "before drop_aside", "after drop_aside"])
def test_what_is_stored_again_meanwhile_is_never_lost(
    tmp_path: Path, place: Callable[[Path], Storage], moment: str
) -> None:
    """Its row comes after our look at the rows; the sweeps of the next days find it named."""
    storage = place(tmp_path)
    storage.put(io.BytesIO(CONTENT))
    meddled, named = Meddled(storage, moment), set[str]()
    for at in (1.1, 1.2, 1.3, 1.4):
        for _ in sweep(lambda some: named & set(some), meddled, days(at)):  # type: ignore[arg-type]
            pass
        if meddled.stored:
            named.add(NAME)
            assert read(storage, NAME) == CONTENT
    assert meddled.stored, "the moment came"
    assert [name for name, _ in storage.names()] == [NAME] and read(storage, NAME) == CONTENT


def test_a_file_moved_between_look_and_touch_is_written_again_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder what is there already is only touched: not where it has just gone."""
    storage = in_a_folder(tmp_path)
    storage.put(io.BytesIO(CONTENT))
    touch = os.utime

    def too_late(path: Path) -> None:
        monkeypatch.setattr(os, "utime", touch)
        storage.set_aside(NAME)
        touch(path)

    monkeypatch.setattr(os, "utime", too_late)
    storage.put(io.BytesIO(CONTENT))
    storage.drop_aside(NAME)
    assert read(storage, NAME) == CONTENT


def test_what_a_killed_process_left_half_written_goes_too(tmp_path: Path) -> None:
    storage = in_a_folder(tmp_path)
    (tmp_path / "incoming-0123").write_bytes(b"%PD")
    swept(storage, set(), days(0.9))
    assert list(tmp_path.glob("incoming-*"))
    swept(storage, set(), days(1.1))
    assert not list(tmp_path.glob("incoming-*"))
