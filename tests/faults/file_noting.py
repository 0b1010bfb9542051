"""What the program itself asks of the disk beside its database: files flushed, named, and folders made."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults.sqlite_files import Door


@contextmanager
def noting_files(door: Door) -> Iterator[None]:
    """Each fsync, rename and mkdir is noted in the door's list, after it was done."""
    really = {name: getattr(os, name) for name in ("fsync", "rename", "mkdir")}

    def fsync(descriptor: int) -> None:
        really["fsync"](descriptor)
        door.note(("fsync", os.readlink(f"/proc/self/fd/{descriptor}")))

    def rename(one: Any, other: Any, **how: Any) -> None:
        really["rename"](one, other, **how)
        door.note(("rename", str(one), str(other)))

    def mkdir(path: Any, *how: Any, **more: Any) -> None:
        really["mkdir"](path, *how, **more)
        door.note(("mkdir", str(path)))

    for name, ours in (("fsync", fsync), ("rename", rename), ("mkdir", mkdir)):
        setattr(os, name, ours)
    try:
        yield
    finally:
        for name, function in really.items():
            setattr(os, name, function)


@dataclass
class Folder:
    """Which names under `root` outlive a power cut: of what was flushed, in folders that were flushed."""

    flushed: set[str] = field(default_factory=set)
    unsure: dict[str, str] = field(default_factory=dict)
    """Names that their folder was not flushed for, and the folder."""
    kept: set[str] = field(default_factory=set)

    def see(self, said: tuple[str, ...]) -> None:
        match said:
            case ("fsync", path):
                self.flushed.add(path)
                for name in [name for name, folder in self.unsure.items() if folder == path]:
                    self.kept.add(name)
                    del self.unsure[name]
            case ("rename", one, other):
                if one in self.flushed:
                    self.unsure[other] = str(Path(other).parent)
            case ("mkdir", path):
                self.unsure[path] = str(Path(path).parent)

    def keeps(self, path: Path) -> bool:
        """The file, and each folder above it that was made meanwhile."""
        return str(path) in self.kept and not any(str(above) in self.unsure for above in path.parents)
