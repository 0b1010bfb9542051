"""The bill of materials: what is shipped, in which version, from where, under which licence; CycloneDX 1.6 as JSON.

`python deploy/bill.py bom.json` reads requirements.txt (versions and hashes), the installed packages (licences) and
static/vendor/VENDOR.json. Two runs over the same pins write the same bytes. `--licences` prints the list for people.
"""

import base64
import json
import re
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\]+?))?\s*\\?$")
SPDX = {
    "MIT License": "MIT", "BSD License": "BSD-3-Clause", "The Unlicense (Unlicense)": "Unlicense",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "LGPL": "LGPL-2.1-or-later",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}  # fmt: skip
"""How packages without a licence expression call theirs."""
FREE = frozenset({
    "0BSD", "Apache-2.0", "Apache-2.0 OR BSD-3-Clause", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MIT-0",
    "MIT-CMU", "MPL-2.0", "PSF-2.0", "Unlicense",
})  # fmt: skip
"""Licences under which anything may be shipped with the portal."""
LOOKED_AT = {
    "psycopg": "LGPL-3.0-only: imported unchanged from its own package, which whoever runs the portal can replace",
    "psycopg-binary": "LGPL-3.0-only: the same, with libpq inside",
    "python-stdnum": "LGPL-2.1-or-later: imported unchanged from its own package",
}
"""Packages of the GPL family that somebody decided about, and why they are no trouble; any other one is refused."""


@dataclass(frozen=True)
class Pin:
    """A line of the lock file; `needed_by` are the names in its comment."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]
    is_asked_for: bool
    """Ours, not only another package's."""

    @property
    def licence(self) -> str:
        """An SPDX expression, by what the installed package says of itself; its own words where nobody knows them."""
        said = metadata.metadata(self.name)
        if said.get("License-Expression"):
            return str(said["License-Expression"])
        classified = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier") or [] if "License ::" in each]
        words = str(said.get("License") or "").strip()
        if classified and (len(classified) > 1 or "\n" in words or not words or words in SPDX):
            words = classified[0]
        return SPDX.get(words, words)

    @property
    def purl(self) -> str:
        return f"pkg:pypi/{self.name}@{self.version}"


def pins(lock: Path) -> list[Pin]:
    """Every pin with its hashes, in the order of the file."""
    found: list[Pin] = []
    for block in re.split(r"\n(?=[a-z0-9])", lock.read_text("utf-8")):
        line, *rest = block.splitlines()
        match = PIN.match(line)
        if match is None:
            raise ValueError(f"{lock.name}: {line!r} is no pin")
        hashes = tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", block))
        names = [re.sub(r"^\s*#( via)?\s*", "", each).strip() for each in rest if each.strip().startswith("#")]
        needed_by = tuple(name for name in names if name and not name.startswith("-r "))
        asked_for = len(needed_by) < len([name for name in names if name])
        found.append(Pin(match["name"], match["version"], match["marker"] or "", hashes, needed_by, asked_for))
    return found


def bill(lock: Path = ROOT / "requirements.txt") -> dict[str, Any]:
    shipped, release = pins(lock), tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    us = _component("application", "pkg:generic", release["name"], release["version"], release["license"])
    parts = [_asset(part) for part in json.loads((ROOT / "static/vendor/VENDOR.json").read_text("utf-8"))]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": us},
        "components": [*(_package(pin) for pin in shipped), *parts],
        "dependencies": _dependencies(us["bom-ref"], shipped, [part["bom-ref"] for part in parts]),
    }


def _dependencies(us: str, shipped: list[Pin], parts: list[str]) -> list[dict[str, Any]]:
    """Who needs whom, as the comments of the lock file say."""
    purls = {pin.name: pin.purl for pin in shipped}
    needs: dict[str, list[str]] = {us: list(parts), **{ref: [] for ref in [*purls.values(), *parts]}}
    for pin in shipped:
        for needing in [*(purls[name] for name in pin.needed_by), *([us] if pin.is_asked_for else [])]:
            needs[needing].append(pin.purl)
    return [{"ref": ref, "dependsOn": sorted(on)} for ref, on in needs.items()]


def _component(kind: str, where: str, name: str, version: str, licence: str) -> dict[str, Any]:
    known = {"expression": licence} if " " in licence else {"license": {"id": licence}}
    ref = f"{where}/{name.lower().replace(' ', '-')}@{version}"
    return {"type": kind, "bom-ref": ref, "name": name, "version": version, "licenses": [known], "purl": ref}


def _package(pin: Pin) -> dict[str, Any]:
    """Each file that the lock admits has its hash there: the wheels of all platforms, and the source."""
    hashes = [{"alg": "SHA-256", "content": content} for content in pin.hashes]
    where = {"type": "distribution", "url": f"https://pypi.org/project/{pin.name}/{pin.version}/", "hashes": hashes}
    return {**_component("library", "pkg:pypi", pin.name, pin.version, pin.licence), "externalReferences": [where]}


def _asset(part: dict[str, str]) -> dict[str, Any]:
    made = _component("library", "pkg:generic", part["name"], part["version"], part["licence"])
    content = base64.b64decode(part["sha384"]).hex()
    return {**made, "description": part["source"], "hashes": [{"alg": "SHA-384", "content": content}]}


def licences() -> str:
    """One line for each part, with why those of the GPL family are no trouble."""
    rows = [(each["name"], each["version"], each["licenses"][0]) for each in bill()["components"]]
    lines = [
        f"{name}\t{version}\t{held.get('expression') or held['license']['id']}\t{LOOKED_AT.get(name, '')}".rstrip()
        for name, version, held in rows
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["--licences"]:
        print(licences())
    elif len(sys.argv) == 2 and not sys.argv[1].startswith("-"):
        Path(sys.argv[1]).write_text(json.dumps(bill(), indent=1, ensure_ascii=False) + "\n", "utf-8")
    else:
        sys.exit(__doc__)
