"""The application with a mailbox set, a mail server that takes its mail, and mails put before the mailroom."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.mailroom.mails import Mailroom
from tests.notify.conftest import set_mail, sink

__all__ = ["set_mail", "sink"]


@pytest.fixture
def mailroom(app: Flask, set_mail: Callable[..., None]) -> Mailroom:
    set_mail(
        imap_url="imap://portal:secret@127.0.0.1:1/INBOX", mail_reply_to="reply+@yanhe.example",
        mail_from="noreply@yanhe.example", base_url="https://portal.yanhe.example",
    )  # fmt: skip
    return Mailroom(app)
