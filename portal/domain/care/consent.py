"""What contacts said about greetings and advertising, as they are asked before somebody writes or sends something."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Subquery, or_, select

from portal.domain.accounts.models import Contact
from portal.domain.people.models import Login, Membership
from portal.domain.privacy.models import Consent, ContactConsent
from portal.domain.privacy.purposes import Purpose
from portal.domain.scope import GuardedSession

Words = Mapping[Purpose, bool]
"""The last word about each purpose; a purpose nobody was asked about is not in it."""


def words_of(session: GuardedSession, contact_ids: Iterable[int]) -> dict[int, dict[Purpose, bool]]:
    """By contact, what that person said last: as one of us recorded it, or by their own switch where they sign in (the
    same mobile number or address at the same account). Who stands at two accounts with one mobile number is one person,
    and has said it to us, whoever may see the other account."""
    ids = sorted(set(contact_ids))
    person = _rows_of_people(ids)
    told = select(person.c.asked, ContactConsent.purpose, ContactConsent.is_given, ContactConsent.at)
    told = told.join(ContactConsent, ContactConsent.contact_id == person.c.id).order_by(ContactConsent.id)
    same = or_(Login.mobile == Contact.mobile, (Login.email == Contact.email) & (Contact.email != ""))
    chosen = select(person.c.asked, Consent.purpose, Consent.is_given, Consent.at)
    chosen = chosen.join(Contact, Contact.id == person.c.id).join(
        Membership, Membership.account_id == Contact.account_id
    )
    chosen = chosen.join(Login, (Login.id == Membership.login_id) & same).join(Consent, Consent.login_id == Login.id)
    bare = session.unguarded("what one person said holds at each account where they stand")
    rows = [row for query in (told, chosen.order_by(Consent.id)) for row in bare.execute(query)]
    found: dict[int, dict[Purpose, bool]] = {one: {} for one in ids}
    for contact_id, purpose, is_given, _ in sorted(rows, key=lambda row: row[3]):
        found[contact_id][Purpose(purpose)] = is_given
    return found


def _rows_of_people(contact_ids: Sequence[int]) -> Subquery:
    """By contact (`asked`), the ids of the rows that are that person: itself, and those with its mobile number."""
    one, other = Contact.__table__.alias("one"), Contact.__table__.alias("other")
    asked = one.c.id.in_(contact_ids)
    itself = select(one.c.id.label("asked"), one.c.id.label("id")).where(asked)
    numbered = select(one.c.id, other.c.id).join(other, other.c.mobile == one.c.mobile).where(asked, one.c.mobile != "")
    return itself.union(numbered).subquery("person")


def accepts_gifts(words: Words, *, is_birthday: bool) -> bool:
    """A birthday is personal data: somebody must have agreed to be greeted (PIPL 13). For anything else it is enough
    that they did not say no to greetings or advertising."""
    if is_birthday and not words.get(Purpose.BIRTHDAY_CARE):
        return False
    return words.get(Purpose.BIRTHDAY_CARE, True) and words.get(Purpose.MARKETING_SMS, True)


def accepts_message(words: Words, *, is_birthday: bool, is_sms: bool) -> bool:
    """A greeting by text message is advertising and needs a yes (广告法 43); by WeChat or phone it is enough that they
    did not say no."""
    if is_sms and not words.get(Purpose.MARKETING_SMS):
        return False
    if is_birthday and not words.get(Purpose.BIRTHDAY_CARE):
        return False
    return words.get(Purpose.BIRTHDAY_CARE, True) and words.get(Purpose.MARKETING_SMS, True)
