"""What the acting person can do with an agreement as it stands: each verb with its words, sign and form."""

from dataclasses import dataclass
from typing import Any

from flask import g, url_for
from flask_babel import lazy_gettext as _l

from portal.domain.contracts.life import Verb, verbs_for
from portal.domain.contracts.models import Contract
from portal.identity.access import may
from portal.staff.life_forms import Dispute, Reconcile, SendBack, Settle, Submit, Suspend, Terminate
from portal.web.current import uow
from portal.web.forms import Form

FORMS: dict[Verb, type[Form]] = {
    Verb.SUBMIT: Submit, Verb.REJECT: SendBack,
    Verb.SUSPEND: Suspend, Verb.DISPUTE: Dispute, Verb.RECONCILE: Reconcile, Verb.TERMINATE: Terminate,
    Verb.SETTLE: Settle,
}  # fmt: skip
WORDS: dict[Verb, tuple[Any, str]] = {
    Verb.SUBMIT: (_l("Hand in for review"), "send"), Verb.APPROVE: (_l("Agree to the contract"), "check"),
    Verb.REJECT: (_l("Send it back"), "history"), Verb.EFFECTIVE: (_l("Let it come into force"), "check"),
    Verb.SUSPEND: (_l("Put on hold"), "clock-pause"), Verb.RESUME: (_l("Let it go on"), "refresh"),
    Verb.DISPUTE: (_l("Mark as disputed"), "scale"), Verb.RECONCILE: (_l("End the dispute"), "heart-handshake"),
    Verb.TERMINATE: (_l("Terminate the contract"), "x"), Verb.SETTLE: (_l("Note as settled"), "check"),
    Verb.ARCHIVE: (_l("Put it away"), "lock"),
}  # fmt: skip


@dataclass(frozen=True)
class LifeAct:
    words: Any
    icon: str
    address: str
    form: Form | None


def life_of(contract: Contract, typed: dict[str, Form]) -> dict[str, LifeAct]:
    """By verb; `typed` are the forms that came back with a mistake."""
    return {
        str(verb): LifeAct(*WORDS[verb], url_for(f"staff.{verb}_contract", number=contract.number),
                           typed.get(verb) or _blank(verb, contract))
        for verb in verbs_for(contract, uow.today)
        if may(g.visitor.hats, f"staff.{verb}_contract")
    }  # fmt: skip


def _blank(verb: Verb, contract: Contract) -> Form | None:
    if verb not in FORMS:
        return None
    known = {"settled_on": uow.today} if verb is Verb.SETTLE else {}
    form = FORMS[verb].blank(**known)
    return form.offer(contract) if isinstance(form, Terminate) else form
