"""Mail, text message, bot and webhook servers that misbehave while workers are killed; imports that are interrupted.

The drills themselves are beside what they drill: tests/notify, tests/intake (RE2, RE3, RE6).
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.faults.figure import Figure
from tests.faults.place import ENGINE, own_place
from tests.intake.killed_import import KilledImport
from tests.notify.channel_drill import Drill
from tests.notify.drill_place import in_place

ROWS_A_KILL = 200


def drill(size: int) -> Figure:
    """So many events by every channel, a worker killed for every twenty of them."""
    with TemporaryDirectory() as folder, in_place(ENGINE, Path(folder)) as place:
        tally = Drill(*place).run(size, max(1, size // 20))
    return Figure("peers that misbehave", "; ".join(str(tally).splitlines()), tally.wrong)


def drill_imports(size: int) -> Figure:
    """An import of 200 rows for each kill: at so many points of its check, its run and its reversal."""
    with own_place() as (app, stage, _):
        tally = KilledImport(app, stage, size * ROWS_A_KILL).run(size)
    return Figure("interrupted import", str(tally), tally.wrong)
