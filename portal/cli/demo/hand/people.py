"""Writing the staff, and the logins of partners."""

from datetime import datetime

from portal.cli.demo.clock import shanghai
from portal.cli.demo.hand.facts import AccountFacts
from portal.cli.demo.hand.stage import Stage
from portal.cli.demo.sign_ins import SIGN_INS
from portal.domain.accounts.kinds import PORTAL_KINDS
from portal.domain.accounts.models import Account
from portal.domain.events import Actor
from portal.domain.people.models import Login, Membership, Staff

COMPANY_BEGAN = shanghai("2024-01-02 09:00")


def write_staff(stage: Stage) -> None:
    for person in SIGN_INS:
        if person.is_staff:
            login = stage.add_login(person.name, person.sign_in, COMPANY_BEGAN)
            post = Staff(login_id=login.id, title=person.title, roles=[person.role])
            stage.session.add(post)
            stage.session.flush()
            short = person.sign_in.partition("@")[0]
            stage.staff[short] = post
            stage.actors[short] = Actor(
                "staff", login.name, login_id=login.id, staff_id=post.id, roles=frozenset(post.roles)
            )


def write_partners(stage: Stage, facts: AccountFacts, account: Account, at: datetime) -> None:
    """The account's people who sign in: those of the printed table, else its primary contact as owner."""
    listed = [person for person in SIGN_INS if person.post == facts.number]
    for person in listed:
        _join(stage, account, stage.add_login(person.name, person.sign_in, at), person.sign_in, person.role)
    primary = facts.contacts[0]
    if not listed and account.kind in PORTAL_KINDS:
        _join(stage, account, stage.add_login(primary.name, primary.mobile, at), facts.number, "owner")


def _join(stage: Stage, account: Account, login: Login, key: str, role: str) -> None:
    joined = Membership(account_id=account.id, login_id=login.id, role=role, joined_at=login.created_at)
    stage.session.add(joined)
    stage.actors[key] = Actor("partner", login.name, login_id=login.id, account_id=account.id, roles=frozenset({role}))
