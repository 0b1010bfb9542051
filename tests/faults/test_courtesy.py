"""Whose work nobody waits for makes room for those who sit before a page, and only where they are and lack it."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine

from portal.db import courtesy, presence
from portal.db.courtesy import CROWDED, LATELY, LONGEST, MUCH, Courtesy, rest
from portal.db.crowd import Crowd
from portal.db.journal import copied_out
from portal.db.presence import Presence
from portal.intake import pace as pace_module
from portal.intake.pace import BESIDE_PAGES, FEWEST, HELD, MOST, WORKED, Pace, rows_after

MILLION = 1_000_000


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("held", "awaited", "crowded", "rests"),
    [
        (0.04, False, False, 0),
        (0.04, True, False, 0.04),
        (0.04, False, True, 0.08),
        (0.04, True, True, 0.08),
        (5.0, True, False, LONGEST),
        (5.0, False, True, LONGEST),
    ],
)
def test_it_rests_as_long_as_others_waited_and_twice_as_long_in_a_crowd(
    held: float, awaited: bool, crowded: bool, rests: float
) -> None:
    assert rest(held, awaited=awaited, crowded=crowded) == pytest.approx(rests)


@pytest.mark.engineless
@pytest.mark.parametrize(
    ("worked", "held", "rows"),
    [
        (WORKED, WORKED, 100),  # an idle machine: what it worked is what it held
        (WORKED, HELD * 2, 50),  # half of the time others had the processor
        (WORKED / 2, HELD / 2, MOST),
        (WORKED * 2, HELD * 2, 50),
        (1.0, 9.0, FEWEST),
        (0.0, 0.0, MOST),
    ],
)
def test_as_many_rows_as_fit_into_the_time_that_the_lock_may_be_held(worked: float, held: float, rows: int) -> None:
    assert rows_after(100, worked=worked, held=held) == rows


@pytest.mark.engineless
def test_the_pace_starts_slowly_and_quickens() -> None:
    pace = Pace()
    assert pace.rows == FEWEST
    with pace.measured():
        pass
    assert pace.rows == MOST


@pytest.mark.engineless
def test_while_pages_are_asked_for_fewer_rows_go_into_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace_module, "perf_counter", iter([0.0, HELD, 1.0, 1.0 + HELD, 2.0, 9.0]).__next__)
    monkeypatch.setattr(pace_module, "thread_time", iter([0.0, WORKED, 1.0, 1.0 + WORKED, 2.0, 9.0]).__next__)
    here = [False, True, True]
    pace = Pace(asked_for=lambda: here.pop(0))
    pace.rows = 100
    rows = []
    for _ in range(3):
        with pace.measured():
            pass
        rows.append(pace.rows)
    assert rows == pytest.approx([100, 100 * BESIDE_PAGES, FEWEST * BESIDE_PAGES], abs=1)


@pytest.mark.engineless
def test_the_crowd_is_the_part_of_its_time_that_a_thread_waits_for_a_processor(tmp_path: Path) -> None:
    about = tmp_path / "schedstat"
    about.write_text("1000000 0 7")
    crowd = Crowd(about)
    assert crowd.look() == 0, "nothing happened since"
    shares = []
    for turn in range(1, 30):  # from now on half of the time
        about.write_text(f"{MILLION + turn * MILLION} {turn * MILLION} 7")
        shares.append(crowd.look())
    assert 0 < shares[0] < CROWDED * 2 and shares == sorted(shares) and shares[-1] == pytest.approx(0.5, abs=0.01)
    about.write_text("90000000 29000000 7")
    assert crowd.look() < shares[-1], "it has room again"
    about.unlink()
    assert crowd.look() == crowd.look() < shares[-1], "a system that tells nothing any more"
    assert Crowd(tmp_path / "none").look() == 0, "one that never told"


@pytest.mark.engineless
def test_a_thread_that_waits_for_nobody_is_in_no_crowd() -> None:
    crowd = Crowd()
    shares: list[float] = []
    thread = threading.Thread(target=lambda: shares.append(crowd.look()))
    thread.start()
    thread.join()
    assert 0 <= shares[0] <= 1


@pytest.mark.engineless
def test_all_processes_know_when_somebody_last_asked_for_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [10_000 * MILLION]
    monkeypatch.setattr(presence, "monotonic_ns", lambda: now[0])
    here, there = Presence(tmp_path / "gate"), Presence(tmp_path / "gate")
    assert not there.is_here(LATELY), "nobody came yet"
    here.note()
    assert there.is_here(LATELY)
    now[0] += 200 * MILLION
    assert there.is_here(LATELY) and not there.is_here(0.1)
    now[0] += 200 * MILLION
    assert not there.is_here(LATELY), "gone"
    now[0] -= 5_000 * MILLION
    assert not there.is_here(LATELY), "a machine that was started anew counts from nothing"
    assert (tmp_path / "gate").stat().st_mode & 0o777 == 0o600


@pytest.mark.engineless
def test_where_the_file_cannot_be_had_nobody_is_known_to_be_here_elsewhere(tmp_path: Path) -> None:
    lost = Presence(tmp_path / "missing" / "gate")
    lost.note()
    assert not Presence(tmp_path / "missing" / "gate").is_here(LATELY)
    Presence(None).note()
    assert not Presence(None).is_here(LATELY)


@pytest.mark.engineless
@pytest.mark.parametrize(("crowd", "here", "rests"), [(0.5, True, 1), (0.5, False, 0), (0.05, True, 0)])
def test_it_rests_in_a_crowd_of_which_somebody_sits_before_a_page(
    monkeypatch: pytest.MonkeyPatch, crowd: float, here: bool, rests: int
) -> None:
    paused: list[float] = []
    monkeypatch.setattr(courtesy, "sleep", paused.append)
    monkeypatch.setattr(courtesy, "_take", lambda _priority: True)
    monkeypatch.setattr(Crowd, "look", lambda _crowd: crowd)
    monkeypatch.setattr(Presence, "is_here", lambda _presence, _seconds: here)
    Courtesy(Presence(None)).stand_back(0.04, awaited=False)
    assert len(paused) == rests


def test_a_page_that_is_asked_for_is_noted_and_a_check_of_health_is_not(app: Flask) -> None:
    noted: list[str] = []
    app.extensions["presence"].note = lambda: noted.append("here")
    client = app.test_client()
    client.get("/healthz")
    assert noted == []
    client.get("/login")
    assert noted == ["here"]


@pytest.mark.engineless
def test_what_it_wrote_is_copied_out_of_the_journal_now_and_then_and_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courtesy, "_take", lambda _priority: True)
    done: list[str] = []
    door = Courtesy(Presence(None), lambda: done.append("copied"))
    for _ in range(8):
        done.append("wrote")
        door.stand_back(MUCH / 4, awaited=False)
    assert done == [*["wrote"] * 4, "copied"] * 2


@pytest.mark.engineless
def test_what_is_copied_out_of_the_journal_makes_room_in_it(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/some.sqlite3")
    with closing(sqlite3.connect(tmp_path / "some.sqlite3")) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE filled (words TEXT)")
        copied_out(engine)()
        _, written, copied = writer.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    engine.dispose()
    assert written == copied > 0
    assert copied_out(create_engine("postgresql+psycopg://nobody@localhost/none"))() is None, "its server does it"


@pytest.mark.engineless
def test_a_journal_that_cannot_be_copied_now_waits(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    copied_out(create_engine(f"sqlite:///{tmp_path}/missing/some.sqlite3"))()
    assert "the journal was not copied" in caplog.text
