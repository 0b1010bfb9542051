"""The qualification papers of a generated account; some have run out, some are about to."""

from datetime import date, timedelta

from portal.cli.demo.bulk.ids import PAPERS, child
from portal.cli.demo.bulk.profiles import Profile
from portal.cli.demo.bulk.writing import Batch
from portal.cli.demo.clock import TODAY
from portal.cli.demo.draw import Draw
from portal.domain.accounts.kinds import AccountKind
from portal.domain.accounts.models import Qualification
from portal.domain.accounts.papers.reminders import next_after

LONG_TERM, LICENCE = -1, 0
_COMPANY = (
    ("business_licence", LONG_TERM), ("seal_samples", LONG_TERM), ("bank_permit", LONG_TERM),
    ("invoice_profile", LONG_TERM), ("quality_agreement", 700), ("poa", 365), ("integrity_undertaking", 365),
)  # fmt: skip
KEPT = {
    AccountKind.SUPPLIER: (*_COMPANY, ("production_licence", LICENCE)),
    AccountKind.DISTRIBUTOR: (*_COMPANY, ("drug_licence", LICENCE)),
    AccountKind.INDIVIDUAL: (("poa", 365), ("poa_person_id", 3000), ("service_contractor_proof", 365),
                             ("integrity_undertaking", 365)),
    AccountKind.PERIPHERAL: (),
}  # fmt: skip
"""What each kind keeps on file, and for how many days such a paper holds."""
RUN_OUT = 20
"""So many days back a paper may have ended without anybody having sent a new one."""


def write_papers(batch: Batch, who: Profile, draw: Draw, licence_no: str, licence_until: date | None) -> None:
    for place, (doc_type, holds) in enumerate(KEPT[who.kind]):
        if holds == LICENCE and not licence_no:
            continue
        until = licence_until
        if holds != LICENCE:
            days = draw.number(doc_type, holds + RUN_OUT) - RUN_OUT if holds > 0 else None
            until = TODAY + timedelta(days=days) if days is not None else None
        number = licence_no if holds == LICENCE else f"{who.number}-{place + 1}"
        batch.add(
            Qualification, id=child(who.index, PAPERS, place), account_id=who.id, doc_type=doc_type, number=number,
            issued_on=None, expires_on=until, remind_on=until and next_after(until, TODAY),
        )  # fmt: skip
