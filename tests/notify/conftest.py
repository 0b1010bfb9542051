"""A mail server for the length of a test, and the application set to use it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.notify.mail_sink import MailSink

BASE_URL = "https://portal.yanhe.example"


@pytest.fixture
def set_mail(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Change the settings that mail depends on, for this test."""

    def change(**settings: object) -> None:
        monkeypatch.setitem(app.extensions, "settings", replace(app.extensions["settings"], **settings))

    return change


@pytest.fixture
def sink(set_mail: Callable[..., None]) -> Iterator[MailSink]:
    sink = MailSink()
    set_mail(smtp_url=sink.url, mail_from="noreply@yanhe.example", base_url=BASE_URL)
    yield sink
    sink.stop()
