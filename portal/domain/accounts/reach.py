"""Whether one of our people may see an account, asked about a person who is not here to ask for themselves."""

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.people.models import Staff
from portal.domain.people.roles import Reach


def sees(post: Staff, account: Account, standing: AccountStanding | None) -> bool:
    """By full reach, by a duty for the account, or by its province; the same as their own pages show."""
    if post.reach == Reach.ALL:
        return True
    duties = {account.business_manager_id}
    if standing is not None:
        duties |= {standing.care_owner_id, standing.sponsor_id}
    return post.id in duties or (post.reach == Reach.REGION and account.province in post.provinces)
