"""What clauses come to, asked from a file: for checking a portal against a contract, or another system against it."""

import gc
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import click
from flask.cli import AppGroup, with_appcontext
from flask_babel import force_locale

from portal.cli.calendar import working_days_at_hand
from portal.cli.clause_cases import Cases
from portal.cli.clause_cores import BETWEEN, answers_in_text, in_text
from portal.cli.clause_handbook import handbook_page
from portal.cli.clause_json import JsonValues, NotJson
from portal.cli.clause_schema import schema_of_all
from portal.domain.contracts.clauses import Group
from portal.web.clause_words import error_words
from portal.web.locale import LOCALES

SOME_WRONG = 3
"""Exit code when the file was read but some cases could not be answered, as `import` has it for rows left out."""

clause_commands = AppGroup("clause", help="Compute clauses from a file of cases.")
FILE = click.argument("file", type=click.File(encoding="utf-8"))
LANGUAGE = click.option("--language", type=click.Choice(sorted(LOCALES)), default="en", help="Of the sentences.")


@clause_commands.command("assess")
@FILE
@LANGUAGE
@with_appcontext
def assess_file(file: TextIO, language: str) -> None:
    """Answer the case of a JSON FILE, or each case of its list (- reads standard input): outcome, sum in fen, the steps
    behind it. A wrong case has `errors` instead and the others are answered; the exit code is then 3."""
    _print_answers(file, language, None)


@clause_commands.command("extension")
@FILE
@LANGUAGE
@with_appcontext
def extension_file(file: TextIO, language: str) -> None:
    """Like `assess`, for clauses that extend a term only."""
    _print_answers(file, language, Group.EXTENSION)


@clause_commands.command("schema")
@with_appcontext
def schema() -> None:
    """Print the JSON Schema of every clause type's parameters and facts."""
    with force_locale("en"):
        click.echo(json.dumps(schema_of_all(), ensure_ascii=False, indent=2))


@clause_commands.command("handbook")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def handbook(file: Path) -> None:
    """Print the page docs/handbook/clause-cases.md with the cases of a JSON FILE as its examples."""
    with force_locale("en"):
        click.echo(handbook_page(json.loads(file.read_text("utf-8")), working_days_at_hand()), nl=False)


def _print_answers(file: TextIO, language: str, group: Group | None) -> None:
    wrong = 0
    with force_locale(language), click.open_file("-", "w", encoding="utf-8") as out:
        values = JsonValues(file)
        between = "[\n" if values.is_list else ""
        for text, mistakes in _answers(values, group):
            wrong += mistakes
            out.write(between + text)
            between = BETWEEN
        end = ("\n]" if between == BETWEEN else "[]") if values.is_list else ""
        out.write(f"{end}\n")
    if wrong:
        raise SystemExit(SOME_WRONG)


def _answers(values: JsonValues, group: Group | None) -> Iterator[tuple[str, int]]:
    cases = Cases(working_days_at_hand(), group)
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(100_000)  # nothing of a case outlives it; looking for circles would take a fifth of the time
    try:
        yield from answers_in_text(cases, values)
    except NotJson:
        yield in_text([{"errors": [{"field": "case", "code": "not_json", "reason": error_words("not_json")}]}]), 1
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
