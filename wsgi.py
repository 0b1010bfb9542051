"""What the server loads."""

import sys

from portal.app import create_app
from portal.settings import BadSetting, Settings
from portal.web.logs import log_to_stderr

log_to_stderr()
try:
    app = create_app(Settings.from_env())
except BadSetting as mistake:
    sys.exit(str(mistake))
