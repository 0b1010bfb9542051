"""Who stands around a request that is late: who has it, their lead, and for a VIP the sponsor."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.domain.accounts.kinds import Tier
from portal.domain.accounts.models import AccountStanding
from portal.domain.people.leads import leads_of
from portal.domain.requests.desk_card import DeskCard
from portal.domain.requests.models import ServiceRequest
from portal.domain.work import Work


class Around:
    """Of some requests, in three questions however many they are."""

    def __init__(self, work: Work, requests: Sequence[ServiceRequest]) -> None:
        of_them, accounts = [one.id for one in requests], {one.account_id for one in requests}
        cards = select(DeskCard.request_id, DeskCard.assignee_id).where(DeskCard.request_id.in_(of_them))
        vips = select(AccountStanding.account_id, AccountStanding.sponsor_id).where(
            AccountStanding.account_id.in_(accounts), AccountStanding.tier == Tier.VIP
        )
        self.holders = {row.request_id: row.assignee_id for row in work.session.execute(cards)}
        self.sponsors = {row.account_id: row.sponsor_id for row in work.session.execute(vips)}
        self.leads = leads_of(work.session)

    def facts(self, asking: ServiceRequest, *, with_lead: bool) -> dict[str, Any]:
        """Who has it, and everybody who is told, as ids of posts."""
        holder = self.holders.get(asking.id)
        above = (self.leads.get(holder or 0), self.sponsors.get(asking.account_id)) if with_lead else ()
        told = dict.fromkeys(one for one in (holder, *above) if one is not None)
        return {"assignee": holder, "told": list(told)}
