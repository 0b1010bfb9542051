"""Templates are compiled and static files squeezed once for all processes of the suite, whatever their data folders.

`python -m tests.compiled` does all of it ahead, in a clone where nothing was compiled yet.
"""

import sys
import tempfile
from pathlib import Path
from subprocess import Popen

SHARED = Path(__file__).parent.parent / "test-output"
ALIKE = ("compiled", "static")
"""What a data folder holds that is the same in every one."""


def share_compiled(folder: Path) -> Path:
    """Call before an application starts over this data folder; returns the folder."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in ALIKE:
        shared = SHARED / name
        shared.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (folder / name).exists():
            (folder / name).symlink_to(shared)
    return folder


def compile_ahead() -> "Popen[bytes] | None":
    """Begin it on the processor that is idle while the tests are loaded; None where something is compiled already."""
    if (SHARED / ALIKE[0]).exists():
        return None
    return Popen([sys.executable, "-m", "tests.compiled"], cwd=SHARED.parent)


def _compile_all() -> None:
    from portal.app import create_app
    from portal.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(env="development", data_dir=share_compiled(Path(folder, "data")), secret_keys=("k" * 40,))
        app = create_app(settings.prepared())
        for name in app.jinja_env.list_templates():
            app.jinja_env.get_template(name)


if __name__ == "__main__":
    _compile_all()
