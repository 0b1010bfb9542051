"""What the server loads."""

import gc
import sys

gc.disable()  # nothing made while loading is garbage; walking it over and over costs a seventh of the start

from portal.app import create_app  # noqa: E402
from portal.settings import BadSetting, Settings  # noqa: E402
from portal.web.logs import log_to_stderr  # noqa: E402

log_to_stderr()
try:
    app = create_app(Settings.from_env())
except BadSetting as mistake:
    sys.exit(str(mistake))
gc.freeze()  # else the first thing made from here on has all that was loaded walked once more, a fifth of a second
gc.enable()
