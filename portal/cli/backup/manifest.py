"""What a backup says of itself: when, of which tables, how many rows, and the SHA-256 of each part."""

import json
from dataclasses import asdict, dataclass, field

NAME, TABLES, FILES, KEY = "manifest.json", "tables/", "files/", "secret_key"
FORMAT = 1
MOST_BYTES, MOST_KEY_BYTES = 256_000_000, 64_000
"""Of a manifest and of a key when unpacked: both are read whole; 2,000,000 attachments stay below the first."""


class BadBackup(Exception):
    """The file cannot be trusted; the message says which part of it and why."""


@dataclass
class Manifest:
    """`tables` gives rows and SHA-256 by name, `files` the sizes of attachments by SHA-256, `missing` those that
    storage had lost already. `key` is the SHA-256 of the key's file, or empty when the key stands in the settings."""

    made_at: str
    revision: str
    engine: str
    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    key: str = ""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.tables.values())

    def written(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()

    @classmethod
    def read(cls, content: bytes) -> "Manifest":
        """Raises BadBackup for anything that is no manifest of this format."""
        try:
            found = cls(**json.loads(content))
            found.tables = {name: (int(rows), str(digest)) for name, (rows, digest) in found.tables.items()}
            found.files = {name: int(size) for name, size in found.files.items()}
        except (ValueError, TypeError, AttributeError, RecursionError) as mistake:
            raise BadBackup(f"{NAME} cannot be read") from mistake
        if found.format != FORMAT:
            raise BadBackup(f"{NAME} is of format {found.format}; this program reads format {FORMAT}")
        return found
