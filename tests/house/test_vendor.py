"""What others wrote is shipped unchanged, with its licence, and fetched from nowhere else (OP1, BR7)."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "static"
VENDOR = STATIC / "vendor"
PARTS = json.loads((VENDOR / "VENDOR.json").read_text("utf-8"))
NAMESPACE = "http://www.w3.org/2000/svg"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part["name"])
def test_a_part_is_the_file_we_looked_at(part):
    digest = hashlib.sha384((VENDOR / part["file"]).read_bytes()).digest()
    assert base64.b64encode(digest).decode() == part["sha384"]


def test_every_part_is_listed_and_has_its_licence():
    folders = {path.name: path for path in VENDOR.iterdir() if path.is_dir()}
    assert len(folders) == len(PARTS)
    assert all((folder / "LICENSE").read_text("utf-8").strip() for folder in folders.values())
    listed = {(VENDOR / part["file"]).resolve() for part in PARTS}
    shipped = {path.resolve() for folder in folders.values() for path in folder.iterdir() if path.name != "LICENSE"}
    assert shipped <= listed


def ours():
    return [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js", ".svg"} and VENDOR not in path.parents]


@pytest.mark.parametrize("path", ours(), ids=lambda path: path.relative_to(STATIC).as_posix())
def test_no_file_of_ours_names_another_host(path):
    text = path.read_text("utf-8").replace(NAMESPACE, "")
    assert re.findall(r"(?:https?:)?//[\w-]+\.\w+", text) == []
    assert all(re.fullmatch(r'"[\w/-]+\.css"', address) for address in re.findall(r"url\(([^)]*)\)", text))


def test_htmx_is_told_to_keep_nothing_and_to_swap_no_server_error():
    base = (STATIC.parent / "templates" / "shell" / "base.html").read_text("utf-8")
    config = json.loads(re.search(r"""name="htmx-config" content='([^']+)'""", base)[1])
    assert config["history"] == "reload" and config["mode"] == "same-origin"
    assert "5xx" in config["noSwap"] and config["extensions"] == "none"
