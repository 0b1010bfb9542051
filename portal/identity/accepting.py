"""Who accepts an invitation and how they show it: a newcomer chooses a password, others show or have shown theirs."""

from flask import g, request
from flask_babel import lazy_gettext as _l
from wtforms import PasswordField

from portal.domain.events import Actor
from portal.domain.people.invitations import accept
from portal.domain.people.models import Membership
from portal.domain.scope import GuardedSession
from portal.domain.unit_of_work import UnitOfWork
from portal.identity.arriving import Guess
from portal.identity.cookie import visit
from portal.identity.offers import Offer
from portal.identity.password_rules import mistake_in
from portal.identity.passwords import matches
from portal.identity.pausing import refuse
from portal.identity.sessions import end_visit, open_session
from portal.identity.tokens import use, void, void_all
from portal.identity.visits import client_address
from portal.identity.writing import writing
from portal.web.current import uow
from portal.web.forms import Form, LineField, Text


class Newcomer(Form):
    name = LineField(_l("Your name"), [Text(1, 80)])
    password = PasswordField(_l("Choose a password"), [Text(1, 200)])

    def proves(self, offer: Offer) -> bool:
        """Whether this may become their password; says on the form why not."""
        mistake = mistake_in(self.password.data, self.name.data, offer.login.email)
        self.password.errors = [mistake] if mistake else []
        return not mistake


class Acquaintance(Form):
    password = PasswordField(_l("Your password"), [Text(1, 200)])

    def proves(self, offer: Offer) -> bool:
        """Whether this is their password; a wrong one counts like one at sign-in."""
        guess = _guess(offer)
        pause = guess.pause_left(uow.session)
        if pause is not None:
            refuse(pause)
        if matches(offer.login.password_hash, self.password.data):
            return True
        with writing() as session:
            guess.failed(session, offer.login)
        self.password.errors = [_l("This password is wrong. It is the one you sign in with here.")]
        return False


class Consent(Form):
    """Nothing to fill in: who accepts is signed in as the one who was invited."""

    def proves(self, offer: Offer) -> bool:
        return True


def kind_of_form(offer: Offer) -> type[Newcomer | Acquaintance | Consent]:
    """What the visitor of this moment has to show."""
    if g.visitor and g.visitor.login_id == offer.login.id:
        return Consent
    return Newcomer if offer.is_for_a_newcomer else Acquaintance


def settle_in(session: GuardedSession, offer: Offer, name: str, password_hash: str) -> None:
    """Name and first password; that is no change of password, so other invitations of the same person stay good."""
    offer.login.name, offer.login.password_hash = name, password_hash
    void_all(session, offer.login.id, g.now)
    offer.login.record("login.password_chosen", by=_actor(offer), at=g.now)


def take(session: GuardedSession, offer: Offer) -> None:
    """Accept: the membership is made, the link used up, and a session opened that acts for the account."""
    use(offer.link, g.now)
    membership = accept(UnitOfWork(session, _actor(offer), g.now, writes=True), offer.invitation, offer.login)
    void(session, "invitation", offer.invitation.id, g.now)
    session.flush()
    _guess(offer).succeeded(session)
    _open(session, offer, membership)


def _open(session: GuardedSession, offer: Offer, membership: Membership) -> None:
    """A session under a new id; a second factor, where there is one, is still asked for."""
    end_visit(session, visit().visit_id, why="invitation_accepted", at=g.now)
    passed = g.visitor.factor_passed if g.visitor else not offer.login.has_second_factor
    open_session(
        session, offer.login, visit().renew(), staff=None, membership=membership, factor_passed=passed,
        at=g.now, address=client_address(), agent=request.user_agent.string,
    )  # fmt: skip


def _actor(offer: Offer) -> Actor:
    return Actor(
        kind="partner", name=offer.login.name, login_id=offer.login.id, account_id=offer.account.id,
        roles=frozenset({offer.invitation.role}), address=client_address(),
    )  # fmt: skip


def _guess(offer: Offer) -> Guess:
    return Guess(offer.invitation.email, client_address(), g.now)
