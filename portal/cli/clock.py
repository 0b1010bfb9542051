"""When promises fall due, asked from a file: for checking the portal's clock against another count."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

import click
from flask.cli import AppGroup, with_appcontext

from portal.cli.calendar import working_days_at_hand
from portal.cli.clause_json import JsonValues, NotJson
from portal.cli.clock_cases import answered, mistakes

SOME_WRONG = 3
"""Exit code when the file was read but some cases could not be answered, as the commands of clauses have it."""

clock_commands = AppGroup("clock", help="Reckon when promises fall due.")


@clock_commands.command("due")
@click.argument("file", type=click.File(encoding="utf-8"))
@with_appcontext
def due(file: TextIO) -> None:
    """Answer the case of a JSON FILE, or each case of its list (- reads standard input): when it falls due, when it
    counts as near, whether a provisional year may still move it. A wrong case has `errors` instead and the others are
    answered; the exit code is then 3."""
    values, wrong = JsonValues(file), 0
    between = "[\n" if values.is_list else ""
    for answer in _answers(values):
        wrong += "errors" in answer
        click.echo(between + json.dumps(answer, ensure_ascii=False, default=str), nl=False)
        between = ",\n"
    click.echo(("\n]" if between == ",\n" else "[]") if values.is_list else "")
    if wrong:
        raise SystemExit(SOME_WRONG)


def _answers(values: JsonValues) -> Iterator[dict[str, Any]]:
    days = working_days_at_hand()
    try:
        for case in values:
            yield answered(case, days)
    except NotJson:
        yield {"errors": mistakes({"case": "not_json"})}
