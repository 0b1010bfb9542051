"""A new release takes over under load: the tables first, then one node after the other (RE7, RE9).

The release before it is the newest commit with fewer migrations; PORTAL_BEFORE names another one (a tag, a commit).
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.app import create_app
from portal.settings import Settings
from tests.compiled import share_compiled
from tests.faults.figure import Figure
from tests.faults.handed import ROOT, Handed
from tests.faults.place import environment
from tests.faults.restarting import Load, judge
from tests.people import People

SECONDS = 8.0


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def release_before() -> str:
    """The newest commit that has some of our migrations, as they are, and none else; nothing where there is none."""
    if os.environ.get("PORTAL_BEFORE"):
        return os.environ["PORTAL_BEFORE"]
    try:
        ours = migrations("HEAD")
        return next((each for each in git("rev-list", "HEAD").split() if migrations(each) < ours), "")
    except subprocess.CalledProcessError:
        return ""


def migrations(commit: str) -> set[str]:
    return set(git("ls-tree", commit, "migrations/versions/").splitlines())


@contextmanager
def code_of(commit: str) -> Iterator[Path]:
    with TemporaryDirectory(prefix="portal-before-") as name:
        place = Path(name) / "code"
        git("worktree", "add", "--detach", str(place), commit)
        try:
            yield place
        finally:
            git("worktree", "remove", "--force", str(place))


def flask(code: Path, words: dict[str, str], *command: str) -> None:
    environ = {**os.environ, **words, "FLASK_APP": "wsgi"}
    done = subprocess.run(
        [sys.executable, "-m", "flask", *command], cwd=code, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 0, f"flask {' '.join(command)}: {done.stdout} {done.stderr}"


def rolled(updates: int, before: Path, folder: Path) -> Figure:
    """Both releases as demonstrations: one company, filled by the older one, on two nodes behind one socket."""
    figure, seconds = Figure("rolling update"), SECONDS * updates
    data = share_compiled(folder / "data")
    settings = Settings(env="demo", data_dir=data, secret_keys=("k" * 40,)).prepared()
    words = {**environment(settings, data), "PORTAL_ENV": "demo"}
    flask(before, words, "db", "upgrade")
    flask(before, words, "demo")
    handed, app = Handed(words), create_app(settings)
    load = Load(People(app), handed.port)
    try:
        handed.start(before)
        handed.start(before)
        handed.wait()
        load.crowd.begin()
        begun = time.monotonic()
        load.read(4 * seconds)
        time.sleep(seconds / 2)
        flask(ROOT, words, "db", "upgrade")
        time.sleep(seconds / 2)
        for old in list(handed.running):
            handed.start()
            time.sleep(seconds / 2)
            handed.leave(old)
            time.sleep(seconds / 2)
        load.have_read()
        load.crowd.end()
        figure.said = f"two nodes from {before.parent.name} on, " + judge(
            figure, load, time.monotonic() - begun, app, data / "files"
        )
    finally:
        load.crowd.end()
        load.clients.close()
        handed.stop()
    return figure


def drill(size: int) -> Figure:
    commit = release_before()
    if not commit:
        return Figure("rolling update", "NOT COUNTED: there is no history to take the release before from")
    with code_of(commit) as before, TemporaryDirectory() as folder:
        figure = rolled(size, before, Path(folder))
    figure.said = figure.said.replace(before.parent.name, commit[:10])
    return figure
