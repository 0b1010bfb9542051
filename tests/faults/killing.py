"""Web and worker are killed in the middle of a burst of filing, again and again (FI5, RE1, RE2, BI2)."""

import random
import time
from pathlib import Path

from flask import Flask

from portal.storage.folder import FolderStorage
from tests.faults.figure import Figure
from tests.faults.filers import Crowd, until
from tests.faults.kept import check_each_is_delivered, check_each_is_there_once_with_its_file
from tests.faults.place import environment, own_place
from tests.house.program import Program
from tests.notify.mail_sink import MailSink
from tests.people import People


def killed(cycles: int, writes: int, app: Flask, folder: Path) -> Figure:
    """At least so many writes are acknowledged between them, as many from one kill to the next."""
    people, figure, sink = People(app), Figure("kill -9"), MailSink()
    program = Program(environment(app.extensions["settings"], folder / "program", SMTP_URL=sink.url))
    begun, crowd = time.monotonic(), Crowd(people, program.port)
    try:
        program.start()
        crowd.begin()
        for cycle in range(cycles):
            wanted = writes * (cycle + 1) // cycles
            until(lambda: crowd.acknowledged >= wanted, 120)  # noqa: B023
            time.sleep(random.random() * 0.3)
            program.kill()
            program.start()
        crowd.end()
        told, filed_in = crowd.told, time.monotonic() - begun
        check_each_is_there_once_with_its_file(figure, people, told, FolderStorage(folder / "program" / "files"))
        check_each_is_delivered(figure, app, people, sink, told)
    finally:
        crowd.end()
        program.kill()
        sink.stop()
    again = sum(filer.sent_again for filer in crowd.filers)
    figure.check(len(told) >= writes, f"only {len(told)} writes")
    figure.said = (
        f"{cycles} cycles, {len(told):,} acknowledged writes with a file each in {filed_in:.0f} s, {again:,} forms "
        f"sent again: 0 lost, 0 doubled, {len(sink.mails):,} mails, none missing"
    )
    return figure


def drill(size: int) -> Figure:
    with own_place() as (app, _, folder):
        return killed(size, size * 100, app, folder)
