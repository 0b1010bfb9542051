"""All subjects that can be imported, by name."""

from portal.intake.account_subject import ACCOUNTS
from portal.intake.amendments.subject import AMENDMENT_SUBJECT
from portal.intake.contracts.subject import CONTRACTS
from portal.intake.plain.subjects import CONTACTS, PRODUCTS, QUALIFICATIONS
from portal.intake.recruiting.subject import PROSPECT_SUBJECT
from portal.intake.sales.subject import SALES_SUBJECT
from portal.intake.subject import Subject

SUBJECTS: dict[str, Subject] = {
    subject.name: subject
    for subject in (
        ACCOUNTS,
        CONTACTS,
        QUALIFICATIONS,
        PRODUCTS,
        CONTRACTS,
        SALES_SUBJECT,
        PROSPECT_SUBJECT,
        AMENDMENT_SUBJECT,
    )
}
