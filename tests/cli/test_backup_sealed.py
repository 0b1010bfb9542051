"""Backups under a passphrase, and which of them stay (RE8, OP2)."""

import dataclasses
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portal.cli.backup import sealing
from portal.cli.backup.checking import verify
from portal.cli.backup.commands import backup, restore_backup, verify_backup
from portal.cli.backup.manifest import BadBackup
from portal.cli.backup.retention import Retention
from portal.cli.backup.sealing import CHUNK, HEAD, TAG, SealedReader, SealedWriter
from tests.cli.instances import run
from tests.people import People

WORDS = "岷江边的第七棵榕树 and a kettle"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture(autouse=True)
def light_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a guess costs is for whoever guesses; here it would only make everybody wait."""
    monkeypatch.setattr(sealing, "COST", (4, 1))


def sealed(content: bytes, words: str = WORDS) -> bytes:
    file = io.BytesIO()
    writer = SealedWriter(file, words)
    for begin in range(0, len(content), 50_000):
        writer.write(content[begin : begin + 50_000])
    writer.finish()
    return file.getvalue()


@pytest.mark.engineless
@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_it_reads_from_any_place_on_and_holds_nothing_in_the_clear(size: int) -> None:
    content = bytes(place * 7 % 251 for place in range(size))
    locked = sealed(content)
    reader = io.BufferedReader(SealedReader(io.BytesIO(locked), WORDS), CHUNK)
    assert reader.read() == content
    for place in {0, size // 2, max(size - 3, 0)}:
        reader.seek(place)
        assert reader.read(100) == content[place : place + 100]
    assert size < 40 or content[:40] not in locked


@pytest.mark.engineless
def test_whatever_is_altered_cut_or_swapped_does_not_open() -> None:
    locked = sealed(bytes(2 * CHUNK + 500))
    whole, first = CHUNK + TAG, HEAD
    second = first + whole
    harmed = {
        "cut to the chunk": locked[: second + whole],
        "cut within": locked[:-5],
        "swapped": locked[:first] + locked[second : second + whole] + locked[first:second] + locked[second + whole :],
        "the head alone": locked[:HEAD],
        "more of it": locked + locked[second:],
        **{f"byte {at}": locked[:at] + bytes([locked[at] ^ 1]) + locked[at + 1 :] for at in
           (20, 30, HEAD - 1, HEAD, HEAD + whole, len(locked) - 1)},
    }  # fmt: skip
    for name, content in harmed.items():
        with pytest.raises(BadBackup):
            assert io.BufferedReader(SealedReader(io.BytesIO(content), WORDS)).read() is None, name
    with pytest.raises(BadBackup, match="passphrase"):
        SealedReader(io.BytesIO(locked), WORDS + "!")


@pytest.fixture
def locked_away(here: People, elsewhere: Flask) -> Iterator[tuple[Flask, Flask]]:
    """Both instances know the passphrase."""
    before = {app: app.extensions["settings"] for app in (here.app, elsewhere)}
    for app, settings in before.items():
        app.extensions["settings"] = dataclasses.replace(settings, backup_passphrase=WORDS)
    yield here.app, elsewhere
    for app, settings in before.items():
        app.extensions["settings"] = settings


def test_an_encrypted_backup_goes_the_whole_way_and_only_with_its_passphrase(
    locked_away: tuple[Flask, Flask], tmp_path: Path
) -> None:
    there, elsewhere = locked_away
    file = tmp_path / "portal-20261128-013000.backup"
    assert run(there, backup, file).exit_code == 0
    assert b"account.jsonl" not in file.read_bytes() and "成都岷川".encode() not in file.read_bytes()
    assert "is whole" in run(there, verify_backup, tmp_path).output  # the newest of a folder
    settings = there.extensions["settings"]
    secret = tmp_path / "passphrase"
    secret.write_text(WORDS[::-1] + "\n")
    for changes, mode, said in (
        ({"backup_passphrase": ""}, 0o600, "is encrypted. Set PORTAL_BACKUP_PASSPHRASE"),
        ({"backup_passphrase": "not these sixteen signs"}, 0o600, f"{file}: the passphrase does not open it"),
        ({"backup_passphrase": "", "backup_passphrase_file": str(secret)}, 0o644, "run chmod 600"),
        ({"backup_passphrase": "", "backup_passphrase_file": str(secret)}, 0o600, "the passphrase does not open it"),
        ({"backup_passphrase": "", "backup_passphrase_file": str(tmp_path / "none")}, 0o600, "No such file"),
    ):
        secret.chmod(mode)
        there.extensions["settings"] = dataclasses.replace(settings, **changes)
        refused = run(there, verify_backup, file)
        assert refused.exit_code == 1 and said in refused.output and WORDS not in refused.output
    there.extensions["settings"] = dataclasses.replace(settings, backup_passphrase="")
    planted = tmp_path / "planted.backup"
    assert run(there, backup, planted).exit_code == 0 and run(there, verify_backup, planted).exit_code == 0
    refused = run(elsewhere, restore_backup, planted)
    assert refused.exit_code == 1 and "is not encrypted although a passphrase is set" in refused.output
    damaged = tmp_path / "damaged.backup"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    refused = run(elsewhere, restore_backup, damaged)
    assert refused.exit_code == 1 and f"{damaged}: it is damaged" in refused.output
    assert run(elsewhere, restore_backup, file).exit_code == 0
    assert run(elsewhere, backup, tmp_path / "again.backup").exit_code == 0
    first, second = (verify(tmp_path / name, WORDS).tables for name in (file.name, "again.backup"))
    assert {name for name in first if first[name] != second[name]} <= {"link_token", "job"}


@pytest.mark.engineless
@given(
    st.sets(st.datetimes(datetime(2026, 1, 1), datetime(2026, 3, 1)), max_size=60),
    st.integers(0, 5), st.integers(0, 9), st.integers(0, 6),
)  # fmt: skip
def test_what_stays_of_a_folder(naive: set[datetime], newest: int, days: int, weeks: int) -> None:
    moments = {moment.replace(microsecond=0, tzinfo=UTC) for moment in naive}
    stay = Retention(newest, days, weeks).stays(moments, SHANGHAI)
    assert stay <= moments and (not moments or max(moments) in stay)
    assert len(stay) <= max(newest, 1) + days + weeks
    assert set(sorted(moments)[-newest:] if newest else ()) <= stay
    for day in sorted({moment.astimezone(SHANGHAI).date() for moment in moments}, reverse=True)[:days]:
        assert max(moment for moment in moments if moment.astimezone(SHANGHAI).date() == day) in stay


@pytest.mark.engineless
def test_a_year_of_nights_leaves_a_week_of_days_and_two_months_of_weeks() -> None:
    nights = [datetime(2026, 1, 1, 17, 30, tzinfo=UTC) + timedelta(days=day) for day in range(365)]
    stay = sorted(Retention(days=7, weeks=8).stays(nights, SHANGHAI))
    assert len(stay) == 13  # the last days of two weeks are among the seven
    assert stay[-7:] == nights[-7:] and (stay[1] - stay[0]).days == 7
