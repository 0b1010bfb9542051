"""A few of the faults that `make faults` does by the hundred: clocks that jump, and money (RE5, IN8)."""

import pytest
from flask import Flask

from tests.faults import money
from tests.faults.clocks import jumped
from tests.notify.mail_sink import MailSink


@pytest.mark.engineless
def test_clocks_that_jump_double_nothing_and_lose_nothing(app: Flask, sink: MailSink) -> None:
    figure = jumped(4, app, sink)
    assert figure.wrong == []


@pytest.mark.engineless
def test_random_sums_and_totals_are_right_to_the_fen() -> None:
    assert money.drill(2_000).wrong == []
