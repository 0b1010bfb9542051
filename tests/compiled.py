"""Templates are compiled and static files squeezed once for all processes of the suite, whatever their data folders."""

from pathlib import Path

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
