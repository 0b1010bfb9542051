"""An instance that the commands find ready, and its settings to change."""

from tests.cli.conftest import elsewhere, here
from tests.notify.conftest import set_mail, sink

__all__ = ["elsewhere", "here", "set_mail", "sink"]
