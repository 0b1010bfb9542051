"""What stands in the mails: the link of the newest event that mails one."""

from sqlalchemy import select

from portal.domain.people.models import LinkToken
from portal.identity.tokens import token_text
from tests.people import People


def newest_link(people: People, kind: str = "invitation.sent") -> str:
    """The address in the mail of the newest event of that kind."""
    token_id = people.events(kind)[-1].facts["link_token_id"]
    with people.backstage() as uow:
        text = token_text(uow.session.scalars(select(LinkToken).where(LinkToken.id == token_id)).one())
    return f"/invitations/{text}" if kind == "invitation.sent" else f"/password/reset/{text}"
