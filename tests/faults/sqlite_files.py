"""SQLite's own door to the disk, with somebody standing in it who notes what passes or says that the disk is full.

The library asks its "VFS" to open files and gets tables of functions to read and write them with. We put functions of
ours into these tables: of every file that is opened while this lasts. No other SQLite, no compiler, no root is needed.
"""

import _sqlite3
import ctypes as c
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

OK, IOERR_WRITE, IOERR_FSYNC, FULL, READONLY = 0, 778, 1034, 13, 8
_P, _I = c.c_void_p, c.c_int
_OPEN = c.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_CLOSE = c.CFUNCTYPE(_I, _P)
_WRITE = c.CFUNCTYPE(_I, _P, _P, _I, c.c_int64)
_TRUNCATE = c.CFUNCTYPE(_I, _P, c.c_int64)
_SYNC = c.CFUNCTYPE(_I, _P, _I)


class _Methods(c.Structure):
    _fields_ = [
        ("version", _I), ("close", _P), ("read", _P), ("write", _P), ("truncate", _P), ("sync", _P),
        *((f"other{n}", _P) for n in range(13)),
    ]  # fmt: skip


class _File(c.Structure):
    _fields_ = [("methods", c.POINTER(_Methods))]


class _Vfs(c.Structure):
    _fields_ = [("version", _I), ("size", _I), ("longest", _I), ("next", _P), ("name", c.c_char_p), ("data", _P),
                ("open", _P)]  # fmt: skip


@dataclass(frozen=True)
class Op:
    """What passed: `write` at a place, `truncate` to a length, `sync`; or `note`, which the drill itself puts in."""

    verb: str
    path: str = ""
    at: int = 0
    data: bytes = b""
    said: Any = None


@dataclass
class Door:
    """What passed since, in order; and what each write or sync is answered instead while `refusal` is not OK."""

    ops: list[Op] = field(default_factory=list)
    keeps: bool = True
    refusal: int = OK
    refused: int = 0

    def passes(self, op: Op) -> int:
        if self.refusal != OK and op.verb != "note":
            self.refused += 1
            return self.refusal
        if self.keeps:
            self.ops.append(op)
        return OK

    def note(self, said: Any) -> None:
        self.passes(Op("note", said=said))


def library() -> c.CDLL | None:
    """The very SQLite that Python uses; None where it hides its functions."""
    for name in (getattr(_sqlite3, "__file__", None), None):
        found = c.CDLL(name)
        if hasattr(found, "sqlite3_vfs_find"):
            return found
    return None


@contextmanager
def standing_in_the_door() -> Iterator[Door]:
    """Of all files that are opened meanwhile; close what was open before, or it goes past us."""
    sqlite = library()
    assert sqlite, "this Python hides its SQLite"
    sqlite.sqlite3_vfs_find.restype = c.POINTER(_Vfs)
    vfs = sqlite.sqlite3_vfs_find(None)
    door, original = Door(), vfs.contents.open
    keeper = _Keeper(door, vfs, _OPEN(original))
    vfs.contents.open = c.cast(keeper.open, _P).value
    try:
        yield door
    finally:
        vfs.contents.open = original
        _KEPT.append(keeper)  # a connection that is still open calls it


_KEPT: list["_Keeper"] = []


class _Keeper:
    """Our functions, and whose they stand in for."""

    def __init__(self, door: Door, vfs: Any, really: Any) -> None:
        self.door, self.vfs, self.really_open = door, vfs, really
        self.paths: dict[int, str] = {}
        self.tables: dict[int, tuple[_Methods, _Methods]] = {}
        """By the address of the library's table: a copy of it, and ours."""
        self.of_file: dict[int, _Methods] = {}
        self.open = _OPEN(self._open)
        self.own = (_CLOSE(self._close), _WRITE(self._write), _TRUNCATE(self._truncate), _SYNC(self._sync))

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        # the library keeps looking at the name: it must be the very same one, no copy of ours
        answer: int = self.really_open(vfs, name, file, flags, out)
        handle = c.cast(file, c.POINTER(_File)).contents
        if answer == OK and name and handle.methods:
            address = c.addressof(handle.methods.contents)
            if address not in self.tables:
                self.tables[address] = self._table(handle.methods.contents)
            theirs, ours = self.tables[address]
            self.paths[file], self.of_file[file] = c.string_at(name).decode(), theirs
            handle.methods = c.pointer(ours)
        return answer

    def _table(self, theirs: _Methods) -> tuple[_Methods, _Methods]:
        kept, ours = _Methods.from_buffer_copy(theirs), _Methods.from_buffer_copy(theirs)
        for name, function in zip(("close", "write", "truncate", "sync"), self.own, strict=True):
            setattr(ours, name, c.cast(function, _P).value)
        return kept, ours

    def _close(self, file: int) -> int:
        theirs = self.of_file.pop(file)
        self.paths.pop(file)
        return int(_CLOSE(theirs.close)(file))

    def _write(self, file: int, data: int, size: int, at: int) -> int:
        op = Op("write", self.paths[file], at, c.string_at(data, size))
        return self.door.passes(op) or int(_WRITE(self.of_file[file].write)(file, data, size, at))

    def _truncate(self, file: int, size: int) -> int:
        op = Op("truncate", self.paths[file], size)
        return self.door.passes(op) or int(_TRUNCATE(self.of_file[file].truncate)(file, size))

    def _sync(self, file: int, flags: int) -> int:
        return int(_SYNC(self.of_file[file].sync)(file, flags)) or self.door.passes(Op("sync", self.paths[file]))
