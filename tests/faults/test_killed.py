"""What was acknowledged survives: web and worker are killed in the middle of a burst of filing, again and again.

FI5, RE1, RE2, BI2: three kills here; `make faults ARGS="kill 200"` kills that often.
"""

from pathlib import Path

from flask import Flask

from tests.faults.killing import killed


def test_nothing_acknowledged_is_lost_when_everything_is_killed(app: Flask, tmp_path: Path) -> None:
    figure = killed(3, 27, app, tmp_path)
    assert figure.wrong == []
