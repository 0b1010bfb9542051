"""A few examples of what `python -m tests.api.strict` does at length: every answer is one the document names (IN2)."""

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings

from portal.api.document import document
from portal.identity import throttle
from tests.api.programs import FILED, program
from tests.api.strict import narrowed

EXAMPLES = 12


@pytest.mark.engineless
def test_no_server_error_and_no_undocumented_answer(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    schemathesis = pytest.importorskip("schemathesis", reason="SCHEMATHESIS IS MISSING: the API is not tried strictly")
    known = pytest.importorskip("schemathesis.specs.openapi.checks")
    # the token is taken for one it made up itself, and a well-written contract may belong to nobody
    left_out = [known.ignored_auth, known.positive_data_acceptance]
    monkeypatch.setitem(throttle.LIMITS, "api", throttle.Limit(10**9, 5, 1))
    caller = program(app)
    number = caller.post("/requests", FILED).json["number"]
    tried = []
    for described in (document(), narrowed(document(), [number])):
        for found in schemathesis.openapi.from_dict(described).get_all_operations():
            operation = found.ok()
            operation.app = app

            @seed(20261128)
            @settings(
                max_examples=EXAMPLES,
                deadline=None,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy())
            def ask(case: object) -> None:
                answer = case.call(app=app, headers={"Authorization": f"Bearer {caller.token}"})  # type: ignore[attr-defined]
                case.validate_response(answer, excluded_checks=left_out)  # type: ignore[attr-defined]
                tried.append(answer.status_code)

            ask()
    assert {200, 201, 404, 422} <= set(tried) and max(tried) < 500
