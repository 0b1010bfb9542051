"""What the server loads."""

import sys

from portal.app import create_app
from portal.settings import BadSetting, Settings

try:
    app = create_app(Settings.from_env())
except BadSetting as mistake:
    sys.exit(str(mistake))
