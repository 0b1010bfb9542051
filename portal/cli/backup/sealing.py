"""A backup under a passphrase: read and written chunk by chunk, so that nothing of it ever lies anywhere in the clear.

Scrypt makes two keys of the passphrase; one signs the head, the other seals each chunk with AES-256-GCM under its place
and whether it is the last one (the STREAM construction): what was swapped, cut or altered does not open.
"""

import hashlib
import hmac
import io
import os
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.cli.backup.manifest import BadBackup

MAGIC = b"portal-sealed-1\n"
CHUNK, TAG = 64 * 1024, 16
COST = (15, 3)
"""Of scrypt: the power of two of its memory (32 MB), and how often it is done (OWASP's figures of 2025)."""
MOST_COST = (17, 4)
"""A head that asks for more was not written by us; it would only take all memory."""
SALT, PREFIX, SIGN = 16, 7, 32
HEAD = len(MAGIC) + 2 + SALT + PREFIX + SIGN


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


class SealedWriter:
    """What is written goes to `file` sealed; `finish` writes the last chunk, without which nothing opens."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file, self._waiting, self._place = file, bytearray(), 0
        salt, self._prefix = os.urandom(SALT), os.urandom(PREFIX)
        said = MAGIC + bytes(COST) + salt + self._prefix
        key, signing = _keys(passphrase, salt, *COST)
        self._head = said + hmac.digest(signing, said, "sha256")
        self._cipher = AESGCM(key)
        file.write(self._head)

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > CHUNK:  # a full one stays: it may turn out to be the last
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(content)

    def flush(self) -> None:
        """Nothing: half a chunk cannot be sealed."""

    def finish(self) -> None:
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, content: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._prefix, self._place, last=last), content, self._head))
        self._place += 1


class SealedReader(io.RawIOBase):
    """The bytes of a sealed file from any place on; BadBackup for what does not open."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        super().__init__()
        self._file, self._at, self._held = file, 0, (-1, b"")
        self._head = file.read(HEAD)
        self._prefix = self._head[-SIGN - PREFIX : -SIGN]
        self._cipher = AESGCM(_opened_head(self._head, passphrase))
        body = file.seek(0, io.SEEK_END) - HEAD
        self._chunks = max(-(-body // (CHUNK + TAG)), 1)
        self._size = max(body - self._chunks * TAG, 0)
        self._chunk(self._chunks - 1)  # a file that was cut does not end with a last chunk

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, to: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + to < 0:
            raise OSError("before the beginning")
        self._at = start + to
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self._size:
            return 0
        place, within = divmod(self._at, CHUNK)
        piece = self._chunk(place)[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _chunk(self, place: int) -> bytes:
        if self._held[0] != place:
            self._file.seek(HEAD + place * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            nonce = _nonce(self._prefix, place, last=place == self._chunks - 1)
            try:
                self._held = place, self._cipher.decrypt(nonce, sealed, self._head)
            except InvalidTag as mistake:
                raise BadBackup(f"it is damaged or cut off near byte {place * CHUNK:,}") from mistake
        return self._held[1]


def _opened_head(head: bytes, passphrase: str) -> bytes:
    """The key for the chunks; BadBackup when the head was not signed with this passphrase."""
    said, sign = head[:-SIGN], head[-SIGN:]
    cost = (said[len(MAGIC)], said[len(MAGIC) + 1]) if len(head) == HEAD else (99, 99)
    if any(asked > most for asked, most in zip(cost, MOST_COST, strict=True)):
        raise BadBackup("its beginning is damaged")
    key, signing = _keys(passphrase, said[len(MAGIC) + 2 : len(MAGIC) + 2 + SALT], *cost)
    if not hmac.compare_digest(sign, hmac.digest(signing, said, "sha256")):
        raise BadBackup("the passphrase does not open it, or its beginning is damaged")
    return key


def _keys(passphrase: str, salt: bytes, power: int, times: int) -> tuple[bytes, bytes]:
    made = hashlib.scrypt(
        passphrase.encode(), salt=salt, n=2**power, r=8, p=max(times, 1), maxmem=2 ** (power + 11), dklen=64
    )
    return made[:32], made[32:]


def _nonce(prefix: bytes, place: int, *, last: bool) -> bytes:
    return prefix + place.to_bytes(4, "big") + bytes([last])
