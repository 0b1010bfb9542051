"""Dispute bundles: one click makes a zip of what both sides may read about a breach or a contract.

A bundle is posted for, because taking it out leaves an event; its bytes hang on nothing but the facts and the day.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from urllib.parse import quote

from flask import Response, render_template

from portal.domain.attachments.models import Attachment
from portal.domain.contracts.versions import version_on
from portal.domain.dossier import Dossier, gather
from portal.identity.files import storage
from portal.staff import staff
from portal.staff.bundle_machine import machine_copy
from portal.staff.bundle_model import Files, whole_moment
from portal.staff.bundle_parts import parts_of
from portal.storage.bundle import Entry, stream_bundle
from portal.storage.pdf_pages import pages_in
from portal.web.contract_words import GROUNDS, SIDES, product_name, territory_of, version_label
from portal.web.current import uow
from portal.web.day_asked import named_day
from portal.web.locale import current_locale
from portal.web.partners_eyes import with_the_partners_eyes


@staff.post("/breaches/<number:number>/bundle")
def bundle_breach(number: str) -> Response:
    """By the terms of the day of the breach."""
    breach = uow.breaches.get(number)
    source = uow.breaches.file(breach).source
    with with_the_partners_eyes(breach.account_id) as eyes:
        dossier = gather(eyes, breach.contract.number, number, source)
        entries = list(_entries(dossier, breach.occurred_on, number))
    breach.record("breach.bundled", by=uow.actor, at=uow.now, **_fingerprint(entries))
    return _zip(number, entries)


@staff.post("/contracts/<printed:number>/bundle")
def bundle_contract(number: str) -> Response:
    """By the terms of the day that is asked for; without one, of the day of the newest fact."""
    contract = uow.contracts.get(number)
    with with_the_partners_eyes(contract.account_id) as eyes:
        dossier = gather(eyes, number)
        day = named_day() or max(dossier.newest_on, contract.starts_on)
        entries = list(_entries(dossier, day, number))
    contract.record("contract.bundled", by=uow.actor, at=uow.now, terms_on=day.isoformat(), **_fingerprint(entries))
    return _zip(f"{number}-{day:%Y%m%d}", entries)


def _entries(dossier: Dossier, day: date, name: str) -> Iterator[Entry]:
    """The index first, the documents, the copy for machines, the fingerprints, then the files."""
    files = Files(storage().has, _pages_of)
    parts, contract = parts_of(dossier, day, files), dossier.contract
    head = {
        "lang": "zh-CN" if current_locale() == "zh" else "en", "name": name, "contract": contract, "day": day,
        "version": version_on(contract.versions, day), "as_of": whole_moment(dossier.newest),
    }  # fmt: skip
    made = [Entry.of(part.entry, _html("part", part=part, parts=parts, **head)) for part in parts]
    made.append(Entry.of("bundle.json", machine_copy(dossier, day, files)))
    stored = [Entry(one.entry, one.sha256, one.size) for one in files if not one.is_missing]
    prints = {entry.name: entry for entry in [*made, *stored]}
    index = Entry.of("index.html", _html(
        "index", parts=parts, files=list(files), prints=prints, sides=SIDES, grounds=GROUNDS,
        territory=territory_of(contract, day),
        products=[product_name(one.product) for one in contract.products], version_label=version_label, **head,
    ))  # fmt: skip
    lines = "".join(f"{entry.sha256}  {entry.name}\n" for entry in [index, *made, *stored])
    yield from (index, *made, Entry.of("SHA256SUMS", lines.encode()), *stored)


def _pages_of(row: Attachment) -> int | None:
    """A picture is one page; of a file that is neither that nor a PDF nobody can tell."""
    if row.media_type.startswith("image/"):
        return 1
    return _pages_of_pdf(row.sha256) if row.media_type == "application/pdf" else None


@lru_cache(maxsize=2000)
def _pages_of_pdf(sha256: str) -> int | None:
    """The bytes behind a fingerprint never change, so neither does what is counted."""
    with storage().open(sha256) as source:
        return pages_in(source)


def _html(template: str, **context: object) -> bytes:
    return render_template(f"staff/bundle/{template}.html", **context).encode()


def _fingerprint(entries: list[Entry]) -> dict[str, object]:
    """What the log says was taken out: the fingerprint of the index names all the others."""
    return {"index_sha256": entries[0].sha256, "entries": len(entries)}


def _zip(name: str, entries: list[Entry]) -> Response:
    response = Response(stream_bundle(entries, storage().open), mimetype="application/zip")
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_."))
    response.headers["Content-Disposition"] = (
        f"attachment; filename=\"{plain or 'bundle'}.zip\"; filename*=UTF-8''{quote(name)}.zip"
    )
    return response
