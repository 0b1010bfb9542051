"""The program on a disk of some megabytes that gets full under it, and on one that the system makes read-only (RE4).

Both need the right to mount; without it the drills say so and count nothing.
"""

import os
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from portal.storage.folder import FolderStorage
from tests.faults.figure import Figure
from tests.faults.filers import Crowd, until
from tests.faults.kept import check_each_is_there_once_with_its_file
from tests.faults.place import environment, own_place
from tests.house.program import Program, ask
from tests.people import People

MEGABYTE, LEFT = 1_000_000, 2
KIND = "暂时无法保存"
READS = {
    "owner@minchuan.example": ("/", "/requests/"),
    "service@demo.example": ("/staff/requests/", "/staff/accounts/"),
}


@contextmanager
def mounted(*words: str) -> Iterator[Path | None]:
    with TemporaryDirectory(prefix="portal-disk-") as name:
        done = subprocess.run(["mount", *words, name], capture_output=True)
        try:
            yield None if done.returncode else Path(name)
        finally:
            if not done.returncode:
                subprocess.run(["umount", "--lazy", name], check=True)


class Eyes:
    """What people who only read see meanwhile."""

    def __init__(self, people: People, port: int) -> None:
        self.port = port
        self.asked = [(f"portal={people.sign_in(who).visit_id}", at) for who, each in READS.items() for at in each]

    def look(self, figure: Figure, when: str) -> int:
        found = Counter(ask(self.port, "GET", address, Cookie=cookie)[0] for cookie, address in self.asked)
        figure.check(set(found) == {200}, f"reading {when}: {dict(found)}")
        return found.total()


def filled_up(rounds: int, app: Flask, folder: Path) -> Figure:
    """The disk is filled to the last megabytes, people go on filing until they are refused, room is made; again."""
    people, figure, read = People(app), Figure("full disk"), 0
    program = Program(environment(app.extensions["settings"], folder / "program"))
    crowd, eyes, ballast = (
        Crowd(people, program.port, may_be_refused=True),
        Eyes(people, program.port),
        folder / "ballast",
    )
    try:
        program.start()
        crowd.begin()
        for _ in range(rounds):
            with ballast.open("wb") as file:
                while shutil.disk_usage(folder).free > LEFT * MEGABYTE:
                    file.write(bytes(MEGABYTE // 4))
                    file.flush()
            refused = crowd.refused
            until(lambda: crowd.refused > refused + 20, 120)  # noqa: B023
            read += eyes.look(figure, "while the disk is full")
            ballast.unlink()
            taken = crowd.acknowledged
            until(lambda: crowd.acknowledged > taken + 20, 60)  # noqa: B023
        crowd.end()
        judge(figure, people, crowd, folder)
        figure.said = (
            f"{rounds} times full, {crowd.acknowledged:,} acknowledged, {crowd.refused:,} refused with a kind page, "
            f"{read} pages read meanwhile: 0 lost, 0 half-written, works again by itself"
        )
    finally:
        crowd.end()
        program.kill()
    return figure


def judge(figure: Figure, people: People, crowd: Crowd, folder: Path) -> None:
    figure.check(set(crowd.pages) <= {503}, f"answers {dict(crowd.pages)}")
    shown = [filer.page for filer in crowd.filers if filer.page]
    figure.check(all(KIND in page and "Traceback" not in page for page in shown), "a page that is not kind")
    check_each_is_there_once_with_its_file(figure, people, crowd.told, FolderStorage(folder / "program" / "files"))
    with sqlite3.connect(folder / "test.sqlite3") as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall()
    figure.check(whole == [("ok",)], f"the file: {whole[:3]}")


def drill(size: int) -> Figure:
    with mounted("-t", "tmpfs", "-o", "size=60m", "portal") as disk:
        if disk is None:
            return Figure("full disk", "NOT COUNTED: nothing may be mounted here")
        with own_place("sqlite", inside=disk) as (app, _, folder):
            return filled_up(size, app, folder)


def gone_read_only(app: Flask, folder: Path, disk: Path) -> Figure:
    """The system shuts the disk, as it does after an error of the medium; later the disk is well again."""
    people, figure = People(app), Figure("read-only disk")
    program = Program(environment(app.extensions["settings"], folder / "program"))
    crowd, eyes = Crowd(people, program.port, may_be_refused=True), Eyes(people, program.port)
    try:
        program.start()
        crowd.begin()
        until(lambda: crowd.acknowledged > 20, 60)
        subprocess.run(["mount", "-o", "remount,abort", disk], capture_output=True)
        until(lambda: crowd.refused > 20, 60)
        time.sleep(1)
        read = eyes.look(figure, "while the disk takes nothing")
        known, before = crowd.acknowledged, dict(crowd.told)
        time.sleep(1)
        figure.check(crowd.acknowledged == known, "something was acknowledged on a disk that takes nothing")
        crowd.end()
    finally:
        crowd.end()
        program.kill()
    figure.check(set(crowd.pages) <= {503}, f"answers {dict(crowd.pages)}")
    figure.said = f"{len(before)} acknowledged before, {crowd.refused:,} refused with a kind page, {read} pages read"
    return figure


def drill_read_only(_size: int) -> Figure:
    with TemporaryDirectory() as name:
        image = Path(name) / "disk.img"
        image.write_bytes(b"")
        os.truncate(image, 80 * MEGABYTE)
        subprocess.run(["mkfs.ext4", "-q", image], capture_output=True)
        with mounted("-o", "loop", str(image)) as disk:
            if disk is None:
                return Figure(
                    "read-only disk", "NOT COUNTED: nothing may be mounted here; tests/faults/test_disks.py plays it"
                )
            with own_place("sqlite", inside=disk) as (app, _, folder):
                return gone_read_only(app, folder, disk)
