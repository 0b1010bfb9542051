"""Words for proposed changes of the archive: fields, acts, states, and values as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from portal.domain.proposals.fields import CONTACT, FIELDS, ProposalAct, ProposalState
from portal.web.account_words import FIELDS as COLUMN_NAMES
from portal.web.account_words import words_of_change
from portal.web.locale import day_text

FIELD_NAMES: dict[str, Any] = {
    "name": _l("Name of the company or person"),
    "credit_code": _l("Unified social credit code"),
    "licence": _l("Drug licence"),
    "address": _l("Region and address"),
    "phones": _l("Telephone"),
    "email": _l("E-mail"),
    "invoice": _l("Invoice details"),
    CONTACT: _l("Contact"),
}
ACTS: dict[str, Any] = {
    ProposalAct.CHANGE: _l("Change"), ProposalAct.ADD: _l("New contact"), ProposalAct.REMOVE: _l("Remove"),
}  # fmt: skip
STATES: dict[str, Any] = {
    ProposalState.OPEN: lazy_pgettext("proposal", "Waiting for us"),
    ProposalState.ACCEPTED: lazy_pgettext("proposal", "Accepted"),
    ProposalState.REFUSED: lazy_pgettext("proposal", "Refused"),
    ProposalState.REPLACED: lazy_pgettext("proposal", "Replaced by a newer one"),
    ProposalState.WITHDRAWN: lazy_pgettext("proposal", "Taken back"),
}
STAFF_STATES = {**STATES, ProposalState.OPEN: lazy_pgettext("proposal", "To decide")}
TONES = {
    ProposalState.OPEN: "warn", ProposalState.ACCEPTED: "good", ProposalState.REFUSED: "bad",
    ProposalState.REPLACED: "", ProposalState.WITHDRAWN: "",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One column: what the proposal was made over, what it wants, what the archive holds at present."""

    label: Any
    before: str
    after: str
    now: str
    is_changed: bool
    has_moved: bool
    """The archive no longer holds what the proposal was made over."""


def lines_of(proposal: Any, now: Mapping[str, Any]) -> list[Line]:
    """The proposal column by column beside the archive; of one that is decided `now` says nothing."""
    names = [name for name in FIELDS[proposal.field].columns if name in proposal.before or name in proposal.after]
    return [
        Line(
            COLUMN_NAMES[name],
            shown(name, proposal.before.get(name)),
            shown(name, proposal.after.get(name)),
            shown(name, now.get(name)),
            proposal.before.get(name) != proposal.after.get(name),
            proposal.is_open and now.get(name) != proposal.before.get(name),
        )
        for name in names
    ]


def shown(name: str, value: Any) -> str:
    """One value in the reader's words; a dash for none."""
    if value in (None, ""):
        return "–"
    if name.endswith("_until"):
        return day_text(date.fromisoformat(value))
    return str(words_of_change(name, value))


def one_line(values: Mapping[str, Any]) -> str:
    """All values in one line, for lists; a dash for none."""
    return _(", ").join(shown(name, value) for name, value in values.items() if value) or "–"


def title_of(proposal: Any) -> str:
    """What is to be done: which field is changed, or the act and whose contact."""
    if proposal.field != CONTACT:
        return str(_("Change: %(field)s", field=FIELD_NAMES[proposal.field]))
    name = proposal.after.get("name") or proposal.before.get("name") or ""
    if proposal.act == ProposalAct.CHANGE:
        return str(_("Change: contact %(name)s", name=name))
    return f"{ACTS[proposal.act]}{_(': ')}{name}"
