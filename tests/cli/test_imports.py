"""The commands import and export: IN6; what goes out comes in again as it was."""

import pytest

from portal.intake.workbook import open_workbook
from tests.intake.books import MESSY, xlsx
from tests.intake.contract_books import DIRTY, book, contracts, row
from tests.intake.importing import archive, events_of


@pytest.fixture
def run(app):
    return lambda *words: app.test_cli_runner().invoke(args=[str(word) for word in words])


@pytest.fixture
def messy(tmp_path):
    file = tmp_path / "名单.xlsx"
    file.write_bytes(xlsx(经销商名单=MESSY))
    return file


def test_a_dry_run_tells_and_changes_nothing(app, run, messy):
    before = archive(app)
    done = run("import", "accounts", messy, "--dry-run")
    assert done.exit_code == 3 and archive(app) == before
    assert {"2", "4"} <= set("".join(letter if letter.isdigit() else " " for letter in done.output).split())


def test_an_import_ends_with_three_when_rows_were_left_out(app, run, messy, tmp_path):
    errors = tmp_path / "errors.xlsx"
    done = run("import", "accounts", messy, "--errors", errors)
    assert done.exit_code == 3 and len(events_of(app, "account.added")) == 2
    assert len(open_workbook(errors).sheets[0].rows) == 5


def test_a_file_that_cannot_be_read_ends_with_one_sentence(run, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 nothing")
    done = run("import", "accounts", tmp_path / "a.xlsx")
    assert done.exit_code == 1 and "damaged" in done.output and "Traceback" not in done.output


def test_a_workbook_of_something_else_is_refused_in_one_sentence(run, messy):
    done = run("import", "sales", messy)
    assert done.exit_code == 1 and "Error: No header row" in done.output and "Traceback" not in done.output


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_archive_goes_out_and_comes_in_again_as_it_was(app, run, tmp_path, ending, people):
    with people.backstage() as uow:
        account = uow.accounts.get("D-000101")
        account.change({"address": "=1+1", "tel": "028-00012345", "short_name": "-5"}, by=uow.actor, at=uow.now)
        uow.accounts.standing(account).remark = "@说明\n第二行"
    before, out = archive(app), tmp_path / f"out.{ending}"
    assert run("export", "accounts", out).exit_code == 0
    [sheet] = open_workbook(out).sheets
    assert not sheet.formulas and len(sheet.rows) == 5
    done = run("import", "accounts", out)
    assert (done.exit_code, archive(app), events_of(app, "account.added")) == (0, before, [])
    if ending == "csv":
        assert ",=" not in out.read_text("utf-8-sig") and out.read_bytes().startswith(b"\xef\xbb\xbf")


def test_an_export_needs_a_known_ending(run, tmp_path):
    assert run("export", "accounts", tmp_path / "a.pdf").exit_code == 1


def test_contracts_come_in_by_command(app, run, tmp_path):
    file, errors = tmp_path / "合同.xlsx", tmp_path / "errors.xlsx"
    file.write_bytes(DIRTY)
    before = contracts(app)
    dry = run("import", "contracts", file, "--dry-run")
    assert (dry.exit_code, contracts(app)) == (3, before) and "Clauses 3" in dry.output
    done = run("import", "contracts", file, "--errors", errors)
    assert done.exit_code == 3 and "Added 2" in done.output and len(contracts(app)) == len(before) + 2
    assert [len(sheet.rows) for sheet in open_workbook(errors).sheets] == [9, 7]
    file.write_bytes(book(row("D-2027-001")))
    assert run("import", "contracts", file).exit_code == 0
    file.write_bytes(xlsx(a=[["甲", "乙"], ["1", "2"]]))
    refused = run("import", "contracts", file)
    assert refused.exit_code == 1 and refused.output.strip().splitlines()[-1].startswith("Error:")
