"""The documents of a dispute bundle, in the reader's language: only what both sides may read."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext

from portal.domain.contracts.breaches.frozen import assessment_of
from portal.domain.contracts.models import Contract
from portal.domain.contracts.versions import clauses_on, is_back_dated
from portal.domain.dossier import Case, Dossier, Talk
from portal.domain.requests.models import ServiceRequest
from portal.staff.bundle_model import Facts, Files, Item, Part, Speech, Table, whole_moment
from portal.web.amendments import term_changes
from portal.web.assessment_words import line_in_words
from portal.web.breach_words import BREACH_KINDS, NOTICE_CHANNELS, OBLIGORS_FOR_STAFF, ORIGINS, STAFF_ENTRY_KINDS
from portal.web.clauses_in_words import changes_in_words, in_words
from portal.web.contract_words import product_name, version_label
from portal.web.feedback_words import FEEDBACK_KINDS
from portal.web.locale import day_text, money
from portal.web.radar_words import WHAT
from portal.web.request_facts import filed_facts
from portal.web.request_words import CATEGORIES

OURS_ALONE = "excess_"
"""Lines of a working that set the sum beside our estimate of the loss."""


def parts_of(dossier: Dossier, day: date, files: Files) -> list[Part]:
    """Every document; the terms are those in force on civil day `day`."""
    found = (
        ("terms", _("Terms in force on %(day)s", day=day_text(day)), _terms(dossier.contract, day),
         _("Nothing signed is in force on that day.")),
        ("amendments", _("Amendments"), _amendments(dossier), _("The contract was not amended.")),
        ("breaches", _("Breaches, replies and sums"), [_case(case, files) for case in dossier.cases],
         _("No breach is on record.")),
        ("conversation", _("Requests and feedback"), [_talk(talk, files) for talk in dossier.talks],
         _("Nothing was asked or said about this contract.")),
        ("deposit", _("Deposit"), _deposit(dossier), _("No movement of a deposit is on record.")),
        ("notices", _("Notices about the end of the term"), _notices(dossier), _("No notice is on record.")),
    )  # fmt: skip
    return [Part(no, slug, title, items, nothing) for no, (slug, title, items, nothing) in enumerate(found, 1)]


def _terms(contract: Contract, day: date) -> list[Item]:
    return [
        Item(
            f"{clause.article} {clause.label}" if clause.label != clause.article else clause.article,
            facts=[(_("Binds"), clause.who)],
            texts=[(_("In plain words"), clause.words), (_("Text of the contract"), clause.original)],
            page=clause.page,
        )
        for clause in in_words(clauses_on(contract.versions, day), contract, reader="staff")
    ]


def _amendments(dossier: Dossier) -> list[Item]:
    contract = dossier.contract
    items = []
    for version in contract.versions:
        if version.no == 1 or not version.is_signed:
            continue
        extension = dossier.extensions.get(version.no)
        changes = [*term_changes(extension), *changes_in_words(contract, version, reader="staff")]
        facts: Facts = [
            (pgettext("bundle", "In force from"), day_text(version.effective_from)),
            (_("Signed by us"), day_text(version.signed_by_us_on)),
            (_("Signed by the partner"), day_text(version.signed_by_partner_on)),
        ]
        if is_back_dated(version, version.effective_from):
            facts.append((_("Back-dated"), _("It takes effect before both sides had signed.")))
        if extension:
            facts.append((_("Asked for"), whole_moment(extension.arrived_at)))
        rows = [[f"{one.article} {one.label}".strip(), one.before or "–", one.after or "–"] for one in changes]
        table = Table([_("Clause"), _("Before"), _("Changed to")], rows) if rows else None
        items.append(Item(version_label(version.no), facts, [(None, version.summary)], table))
    return items


def _case(case: Case, files: Files) -> Item:
    breach = case.breach
    facts: Facts = [
        (_("Day"), day_text(breach.occurred_on)), (_("Who broke it"), OBLIGORS_FOR_STAFF.get(breach.obligor, "–")),
        (_("Clause"), f"{breach.article} · {version_label(breach.version_no)}"),
        (_("Product"), product_name(breach.product) if breach.product else ""), (_("Batch number"), breach.batch_no),
        (_("Boxes"), breach.boxes), (_("Place"), breach.place),
        (_("Notice arrived"), _notice(breach)), (_("Reply by"), breach.reply_by and day_text(breach.reply_by)),
        (_("Put right by"), breach.cure_by and day_text(breach.cure_by)),
        (_("Confirmed on"), breach.confirmed_on and day_text(breach.confirmed_on)),
        (pgettext("breach", "Settled"), breach.settled_on and day_text(breach.settled_on)),
    ]  # fmt: skip
    texts = [(_("What is alleged"), breach.what), (pgettext("breach", "Decision"), breach.decision)]
    texts += [text for penalty in case.penalties for text in _sum(penalty)]
    said = [
        Speech(one.author.name, whole_moment(one.at), one.text, files.named(case.files_on.get(one.id, ())))
        for one in case.replies
    ]
    title = f"{breach.number} {BREACH_KINDS[breach.kind]}"
    return Item(title, facts, texts, said=said, files=files.named(case.files))


def _notice(breach: Any) -> str:
    if breach.arrived_on is None:
        return ""
    return f"{day_text(breach.arrived_on)} · {NOTICE_CHANNELS.get(breach.notice_channel, '')}"


def _sum(penalty: Any) -> list[tuple[Any, Any]]:
    """A frozen sum with its working, line by line as it was made."""
    working = assessment_of(penalty.working).lines if penalty.working else ()
    lines = [line_in_words(line) for line in working if not line.code.startswith(OURS_ALONE)]
    head = f"{ORIGINS[penalty.origin]} · {whole_moment(penalty.made_at)} · {money(penalty.fen)}"
    return [(head, "\n".join([*lines, *([penalty.reason] if penalty.reason else [])]) or money(penalty.fen))]


def _talk(talk: Talk, files: Files) -> Item:
    about = talk.about
    is_request = isinstance(about, ServiceRequest)
    kind = CATEGORIES[about.category] if isinstance(about, ServiceRequest) else FEEDBACK_KINDS[about.kind]  # type: ignore[index]
    facts: Facts = [(_("Kind"), kind), *(filed_facts(about) if isinstance(about, ServiceRequest) else ())]
    first = Speech(about.posted_by.name, whole_moment(about.posted_at), about.text, files.named(talk.files))
    said = [
        Speech(_speaker(one), whole_moment(one.at), one.text, files.named(talk.files_on.get(one.id, ())))
        for one in talk.said
    ]
    word = _("Request") if is_request else _("Feedback")
    return Item(f"{word} {about.number}: {about.subject}", facts, said=[first, *said])


def _speaker(answer: Any) -> str:
    return _("%(name)s (for us)", name=answer.author.name) if answer.from_staff else str(answer.author.name)


def _deposit(dossier: Dossier) -> list[Item]:
    if not dossier.entries:
        return []
    numbers = {case.breach.id: case.breach.number for case in dossier.cases}
    rows: list[list[Any]] = [
        [day_text(one.moved_on), STAFF_ENTRY_KINDS[one.kind], " ".join(_why(one, numbers)),
         money(one.signed_fen or one.fen)]
        for one in dossier.entries
    ]  # fmt: skip
    rows.append([_("Held"), "", "", money(sum(one.signed_fen for one in dossier.entries))])
    return [Item(_("Every movement"), table=Table([_("Day"), _("What happened"), _("Note"), _("Sum")], rows))]


def _why(entry: Any, numbers: dict[int, str]) -> list[str]:
    return list(dict.fromkeys(filter(None, (numbers.get(entry.breach_id, ""), entry.note))))


def _notices(dossier: Dossier) -> list[Item]:
    sides = OBLIGORS_FOR_STAFF
    return [
        Item(
            f"{WHAT[one.kind]} {one.article}".strip(),
            facts=[
                (_("Notice of"), sides.get(one.by, one.by)),
                (_("Arrived on"), day_text(one.arrived_on)),
                (_("About the term that ends on"), day_text(one.ends_on)),
            ],
        )
        for one in dossier.notices
    ]
