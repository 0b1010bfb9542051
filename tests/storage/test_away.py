"""While the place of the files is away: nothing is half done, everybody is told, and the worker waits (RE4, FI5)."""

from datetime import UTC, datetime
from typing import BinaryIO

import pytest
from sqlalchemy import select, update

from portal.cli.exports import export_work
from portal.cli.files import move_files, verify_files
from portal.domain.base import Unavailable
from portal.intake.taking_out.exports import Exports
from portal.intake.taking_out.models import Export
from portal.storage.folder import FolderStorage
from tests.cast import LONG_AGO
from tests.cli.conftest import here
from tests.cli.instances import run
from tests.cli.test_doctor import said
from tests.filing import DELIVERY, number_in, pdf
from tests.intake.books import xlsx
from tests.intake.importing import Importing
from tests.notify.acts import acting
from tests.people import People

__all__ = ["here"]
HEADINGS = ["客户名称", "客户类型", "联系人", "手机", "省份"]
COMPANY = ["广东粤北医药有限公司", "经销商", "王一", "13900001111", "广东省"]


class Away:
    """A bucket whose service is down, or whose key is refused."""

    def __init__(self, why: str = "no_answer") -> None:
        self.why = why

    def put(self, source: BinaryIO) -> tuple[str, int]:
        raise Unavailable(self.why)

    def open(self, sha256: str) -> BinaryIO:
        raise Unavailable(self.why)


def test_while_it_is_away_pages_say_so_and_nothing_is_lost(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    member = people.sign_in("member@minchuan.example")
    number = number_in(member.post("/requests/", {**DELIVERY, "files": pdf()}))
    page = member.get(f"/requests/{number}").text
    file = "/attachments/" + page.split('"/attachments/', 1)[1].split('"', 1)[0]
    waiting = Importing(people.app, xlsx(客户=[HEADINGS, COMPANY]))
    storage = people.app.extensions["storage"]
    for why, advice in (("no_answer", "does not answer"), ("refused", "refuses the key"), ("no_bucket", "no bucket")):
        monkeypatch.setitem(people.app.extensions, "storage", Away(why))
        assert advice in said(people.app)["attachments"]
    assert member.get(file).status_code == 503
    refused = member.post("/requests/", {**DELIVERY, "subject": "第二个", "files": pdf()})
    assert refused.status_code == 503 and "现在暂时无法保存" in refused.text and "Traceback" not in refused.text
    assert "第二个" not in member.get("/requests/").text, "no request without its file"
    with acting(people.app, "service@demo.example") as uow:
        Exports(uow).take("accounts", "xlsx", {}, "zh")
    for _ in range(5):  # more often than an import or an export may stumble
        waiting.work(2)
        export = write_exports(people)
        assert (export.state, export.tries) == ("waiting", 0) and export.lease_until > datetime.now(UTC)
        with people.backstage() as uow:
            uow.session.execute(update(Export).values(lease_until=LONG_AGO))
    monkeypatch.setitem(people.app.extensions, "storage", storage)
    assert member.get(file).status_code == 200 and "attachments" not in said(people.app)
    assert waiting.checked().batch.state == "checked", waiting.batch.reason
    assert write_exports(people).state == "ready"


def write_exports(people: People) -> Export:
    """The worker's part, and how the export stands then."""
    with people.app.app_context():
        work = export_work()
        while work():
            pass
    with people.backstage() as uow:
        return uow.session.scalars(select(Export)).one()


def test_files_move_to_another_place_and_back_and_each_is_read_again(
    here: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = here.app.extensions["storage"]
    there = FolderStorage(storage.root.with_name("elsewhere"))
    whole = run(here.app, verify_files)
    count = int(whole.output.split(" files,")[0].split()[-1])
    assert whole.exit_code == 0 and count >= 1
    for copied in (count, 0):  # a second time it only compares
        moved = run(here.app, move_files, "--to", there.root)
        assert moved.exit_code == 0 and f"{copied} copied, {count - copied} were there" in moved.output, moved.output
        assert f"set PORTAL_FILES_URL to {there.root}" in moved.output
    [name] = [name for name, _ in there.names()][:1]
    (there.root / name[:2] / name).write_bytes(b"altered")
    assert "1 copied" in run(here.app, move_files, "--to", there.root).output, "what is not right there comes again"
    with there.open(name) as mended, storage.open(name) as own:
        assert mended.read() == own.read()
    (storage.root / name[:2] / name).write_bytes(b"altered")
    there.remove(name)
    for command in ((verify_files,), (move_files, "--to", there.root)):
        told = run(here.app, *command)
        assert told.exit_code == 1 and "damaged" in told.output and name in told.output
    assert not there.has(name), "nothing that is wrong arrives"
    storage.remove(name)
    told = run(here.app, verify_files)
    assert told.exit_code == 1 and f"missing from storage: {name}" in told.output
    monkeypatch.setitem(here.app.extensions, "storage", Away())
    assert "run `flask doctor`" in run(here.app, verify_files).output
    assert run(here.app, move_files, "--to", "ftp://x").exit_code == 2
