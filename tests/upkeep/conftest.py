"""An instance that the commands find ready, and its settings to change."""

from tests.cli.conftest import here
from tests.notify.conftest import set_mail, sink

__all__ = ["here", "set_mail", "sink"]
