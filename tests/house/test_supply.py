"""What is shipped is pinned, named in the bill of materials and free; the pins fit each Python we run on (OP1)."""

import json
import re
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from deploy.bill import FREE, LOOKED_AT, ROOT, bill, pins

RUNTIME, CHECKING = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
BUCKETS = ROOT / "requirements-s3.txt"
"""An extra: who keeps files in a folder never installs it."""
PYTHONS = ("3.11", "3.12", "3.13")

pytestmark = pytest.mark.engineless


def test_the_bill_names_every_pin_with_its_hashes_and_what_needs_it() -> None:
    made = json.loads(json.dumps(bill()))
    held = {part["bom-ref"]: part for part in made["components"]}
    locked = re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", RUNTIME.read_text("utf-8"), re.M)
    assert {f"pkg:pypi/{name}@{version}" for name, version in locked} == {ref for ref in held if ref[:8] == "pkg:pypi"}
    assert len(locked) > 40 and len(held) == len(made["components"])
    for part in held.values():
        hashes = [*part.get("hashes", ()), *(one for at in part.get("externalReferences", ()) for one in at["hashes"])]
        assert hashes and all(re.fullmatch(r"[0-9a-f]{64}|[0-9a-f]{96}", one["content"]) for one in hashes), part[
            "name"
        ]
    needs = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    assert needs.keys() == {*held, made["metadata"]["component"]["bom-ref"]}
    assert {ref for on in needs.values() for ref in on} == held.keys(), "something is shipped that nothing needs"
    asked = {canonicalize_name(Requirement(line).name) for line in asked_for()}
    assert {pin.name for pin in pins(RUNTIME) if pin.is_asked_for} == asked


def asked_for() -> list[str]:
    lines = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def test_licences_are_free_or_somebody_looked_at_them() -> None:
    shipped = {pin.name: pin.licence for pin in pins(RUNTIME)}
    assert {name: held for name, held in shipped.items() if held not in FREE and name not in LOOKED_AT} == {}
    assert {name for name, held in shipped.items() if held not in FREE} == LOOKED_AT.keys()
    assert all(why.startswith(f"{shipped[name]}: ") for name, why in LOOKED_AT.items())
    assert not any("GPL" in held for held in FREE)


def test_an_extra_leaves_every_pin_as_it_is() -> None:
    held = {pin.name: pin.version for pin in pins(RUNTIME)}
    more = {pin.name: pin.version for pin in pins(BUCKETS)}
    assert "obstore" in more and {name: held.get(name, version) for name, version in more.items()} == more


@pytest.mark.parametrize("version", PYTHONS)
@pytest.mark.parametrize(
    "lock", [RUNTIME, CHECKING, *([BUCKETS] if find_spec("obstore") else [])], ids=lambda path: path.stem
)
def test_the_pins_resolve_for_this_python_without_asking_anybody(lock: Path, version: str) -> None:
    """Whatever a pinned package says it needs there is pinned too, in a version it takes; and takes that Python."""
    here = {**default_environment(), "python_version": version, "python_full_version": f"{version}.0", "extra": ""}
    locked = {canonicalize_name(pin.name): pin for pin in pins(lock)}
    for pin in locked.values():
        if pin.marker and not Requirement(f"x; {pin.marker}").marker.evaluate(here):  # type: ignore[union-attr]
            continue
        said = metadata.metadata(pin.name)
        assert f"{version}.0" in SpecifierSet(said.get("Requires-Python") or ""), pin.name
        assert metadata.version(pin.name) == pin.version
        for needed in map(Requirement, metadata.requires(pin.name) or ()):
            if needed.marker is None or needed.marker.evaluate(here):
                found = locked.get(canonicalize_name(needed.name))
                assert found is not None, f"{pin.name} needs {needed}"
                assert found.version in needed.specifier, f"{pin.name} needs {needed}"
                assert not found.marker or Requirement(f"x; {found.marker}").marker.evaluate(here)  # type: ignore[union-attr]
