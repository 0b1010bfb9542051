"""Papers that every account of a kind must have on file (domain 2.5); those of a product or a batch hang on these."""

from collections.abc import Iterable, Mapping
from datetime import date

from portal.domain.accounts.kinds import AccountKind, EntityType

COMPANY = (
    "business_licence", "drug_licence", "poa", "poa_person_id", "quality_agreement", "seal_samples", "bank_permit",
    "invoice_profile", "integrity_undertaking",
)  # fmt: skip
MANDATORY: Mapping[AccountKind, tuple[str, ...]] = {
    AccountKind.SUPPLIER: COMPANY,
    AccountKind.DISTRIBUTOR: COMPANY,
    AccountKind.INDIVIDUAL: ("poa", "poa_person_id", "integrity_undertaking"),
    AccountKind.PERIPHERAL: (),
}
SAME = {"production_licence": "drug_licence"}
"""Of a supplier that makes its drugs itself the one licence stands for the other."""
SERVICE_PROOF = "service_contractor_proof"


def papers_asked(kind: str, entity_type: str | None, *, serves: bool) -> tuple[str, ...]:
    """Mandatory papers of this kind: a promotion company (CSO) needs no drug licence, whoever has a running contract
    for services (`serves`) must prove that they may offer them."""
    asked = MANDATORY[AccountKind(kind)]
    if kind == AccountKind.DISTRIBUTOR and entity_type == EntityType.CSO:
        asked = tuple(paper for paper in asked if paper != "drug_licence")
    return (*asked, SERVICE_PROOF) if serves and asked else asked


def last_days(papers: Iterable[tuple[str, date | None]]) -> dict[str, date]:
    """By type of paper the last day (Asia/Shanghai, inclusive) on which one of that type is valid; date.max for one
    without an end."""
    found: dict[str, date] = {}
    for doc_type, expires_on in papers:
        doc_type, until = SAME.get(doc_type, doc_type), expires_on or date.max
        found[doc_type] = max(until, found.get(doc_type, until))
    return found
