"""A mail server for the length of a test."""

from tests.notify.conftest import set_mail, sink

__all__ = ["set_mail", "sink"]
