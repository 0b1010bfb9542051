"""Every kind of event that the code records has its words on the timeline."""

import ast
import re
from pathlib import Path

import portal
from portal.web.timeline_words import EVENTS, FEEDBACK
from tests.house.sources import calls_of

VERBS = {"record", "settle", "_settle", "_speak", "_end", "carry"}
KIND = re.compile(r"[a-z_]+\.[a-z_]+")


def recorded_kinds() -> set[str]:
    """Kinds named in calls that record, whichever room they are in."""
    found: set[str] = set()
    for _, call in calls_of(*VERBS):
        parts = [part for given in call.args for part in ast.walk(given) if isinstance(part, ast.Constant)]
        found.update(str(part.value) for part in parts if KIND.fullmatch(str(part.value)))
    return found


def told_about_feedback() -> set[str]:
    """Feedback records under one of two names, by how confidential it is."""
    source = (Path(portal.__file__).parent / "domain/feedback/models.py").read_text(encoding="utf-8")
    told = set(re.findall(r'_move\("\w+", by, at, "(\w+)"', source)) | set(re.findall(r'tell\("(\w+)"', source))
    return {f"{prefix}.{name}" for prefix in ("feedback", "integrity") for name in told}


def test_every_recorded_kind_has_words() -> None:
    kinds = recorded_kinds()
    assert len(kinds) > 40, "the walk found the recording calls"
    assert kinds - EVENTS.keys() == set()


def test_feedback_has_words_under_both_names() -> None:
    told = told_about_feedback()
    assert len(told) >= 10
    assert told - FEEDBACK.keys() == set()
