"""Templates are compiled once for all processes of the suite, whatever data folder each of them has."""

from pathlib import Path

SHARED = Path(__file__).parent.parent / "test-output" / "compiled"


def share_compiled(folder: Path) -> Path:
    """Call before an application starts over this data folder; returns the folder."""
    SHARED.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (folder / "compiled").exists():
        (folder / "compiled").symlink_to(SHARED)
    return folder
