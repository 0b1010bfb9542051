"""A backup is whole or refused, restores into an empty instance of another engine too, and loses no row (RE8)."""

import shutil
import stat
import zipfile
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, select

from portal.cli.backup.checking import verify
from portal.cli.backup.commands import backup, restore_backup, verify_backup
from portal.cli.backup.rows import tables
from portal.db.extension import db
from portal.db.readiness import newest_revision
from portal.domain.base import Base
from portal.domain.people.models import LinkToken
from tests.cli.instances import run
from tests.people import People


def sums(file: Path) -> dict[str, tuple[int, str]]:
    return {name: held for name, held in verify(file).tables.items() if name != "link_token"}


def test_what_is_restored_elsewhere_is_the_same_to_the_row(here: People, elsewhere: Flask, tmp_path: Path) -> None:
    first, second, third = (tmp_path / f"{name}.backup" for name in ("first", "second", "third"))
    made = run(here.app, backup, first)
    assert made.exit_code == 0 and "1 attachments" in made.output, made.output
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    restored = run(elsewhere, restore_backup, first)
    assert restored.exit_code == 0 and "Start web and worker" in restored.output, restored.output
    run(elsewhere, backup, second)
    assert sums(first) == sums(second) and verify(second).files == verify(first).files
    there = People(elsewhere)
    account = there.sign_in("service@demo.example").get("/staff/accounts/?q=岷川")
    assert "D-000101" in account.text  # found by the index, which was made anew
    with there.backstage() as uow:
        [token] = uow.session.scalars(select(LinkToken).where(LinkToken.purpose == "reset"))
        assert token.voided_at is not None
    # and back, into the engine of this run
    with here.app.app_context(), db.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
    back = run(here.app, restore_backup, second)
    assert back.exit_code == 0, back.output
    run(here.app, backup, third)
    assert sums(third) == sums(first)
    filed = here.sign_in("owner@minchuan.example").post(
        "/requests/", {"category": "delivery_query", "subject": "货到哪了", "text": "请查一下", "order_no": "PO-1"}
    )
    assert filed.status_code == 303  # ids go on where they were


def test_an_instance_in_use_is_left_alone(here: People, tmp_path: Path) -> None:
    file = tmp_path / "one.backup"
    run(here.app, backup, file)
    before = sums(file)
    refused = run(here.app, restore_backup, file)
    assert refused.exit_code == 1 and "This instance is in use" in refused.output
    again = tmp_path / "two.backup"
    run(here.app, backup, again)
    assert sums(again) == before


def test_a_backup_is_never_overwritten_and_a_folder_keeps_the_newest(here: People, tmp_path: Path) -> None:
    file = tmp_path / "one.backup"
    run(here.app, backup, file)
    again = run(here.app, backup, file)
    assert again.exit_code == 1 and "is there already" in again.output
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "portal-20200101-000000.backup").touch()
    (folder / "of-somebody-else.backup").touch()
    assert "portal-20200101-000000.backup removed" in run(here.app, backup, folder, "--keep", 1).output
    assert len(list(folder.iterdir())) == 2 and (folder / "of-somebody-else.backup").exists()


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-4000])


def _without_an_account(file: Path) -> None:
    _rewrite(file, "tables/account.jsonl", lambda content: content.split(b"\n", 1)[1])


def _without_the_photo(file: Path) -> None:
    _rewrite(file, "files/", lambda _: None)


def _with_more(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("tables/extra.jsonl", b"{}\n")


def _with_a_bomb(file: Path) -> None:
    _rewrite(file, "secret_key", lambda _: bytes(70_000))


def _packed_otherwise(file: Path) -> None:
    with zipfile.ZipFile(file, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("tables/extra.jsonl", b"{}\n")


def _without_sense(file: Path) -> None:
    _rewrite(file, "manifest.json", lambda content: content.replace(b'"files": {', b'"files": [], "x": {'))


def _rewrite(file: Path, name: str, change: object) -> None:
    with zipfile.ZipFile(file) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    with zipfile.ZipFile(file, "w") as archive:
        for one, content in parts.items():
            written = change(content) if one.startswith(name) else content  # type: ignore[operator]
            if written is not None:
                archive.writestr(one, written)


HARMS = (
    (_cut, "damaged"), (_without_an_account, "tables/account.jsonl"), (_without_the_photo, "missing"),
    (_with_a_bomb, "secret_key is too large"), (_packed_otherwise, "tables/extra.jsonl is locked or packed"),
    (_without_sense, "manifest.json cannot be read"), (_with_more, "tables/extra.jsonl is not in the manifest"),
    (lambda file: file.write_bytes(b"no"), "damaged"),
)  # fmt: skip


def test_harm_is_named_and_nothing_is_restored(here: People, elsewhere: Flask, tmp_path: Path) -> None:
    whole = tmp_path / "whole.backup"
    run(here.app, backup, whole)
    for at, (harm, named) in enumerate(HARMS):
        file = Path(shutil.copyfile(whole, tmp_path / f"{at}.backup"))
        harm(file)
        for command, app in ((verify_backup, here.app), (restore_backup, elsewhere)):
            refused = run(app, command, file)
            assert refused.exit_code == 1 and named in refused.output and "Nothing was changed" in refused.output, named
        with elsewhere.app_context(), db.engine.connect() as connection:
            assert not any(connection.scalar(select(table.c.id).limit(1)) for table in tables()), named


def test_another_release_is_refused_with_what_to_do(here: People, elsewhere: Flask, tmp_path: Path) -> None:
    file = tmp_path / "one.backup"
    run(here.app, backup, file)
    revision = f'"revision": "{newest_revision()}"'.encode()
    _rewrite(file, "manifest.json", lambda content: content.replace(revision, b'"revision": "0001"'))
    refused = run(elsewhere, restore_backup, file)
    assert refused.exit_code == 1 and "migration 0001" in refused.output and "then update" in refused.output
