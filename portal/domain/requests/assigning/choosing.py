"""Whom the rules give a request to: plain values in, a person out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from portal.domain.accounts.models import Account, AccountStanding
from portal.domain.accounts.reach import sees
from portal.domain.people.models import Staff
from portal.domain.requests.assigning.rows import AssignmentRule, Whom


class Choice(NamedTuple):
    """`instead_of` is the id of the post that is away, when its deputy was chosen."""

    rule: AssignmentRule
    post: Staff
    instead_of: int | None = None


class Chooser:
    """`posts` are our people whose sign-in is open; `away` gives the deputy of who is away; `load` how many open
    requests each has, and counts on with what is given here."""

    def __init__(
        self, rules: Sequence[AssignmentRule], posts: Iterable[Staff], away: Mapping[int, int], load: Mapping[int, int]
    ) -> None:
        self.rules, self.posts = rules, {post.id: post for post in posts}
        self.away, self.load = away, dict(load)

    def choose(self, category: str, account: Account, standing: AccountStanding | None) -> Choice | None:
        """By the first rule that fits and finds somebody who works here, is not away and sees the account."""
        for rule in self.rules:
            if rule.fits(category, account, standing):
                found = self._found(rule, account, standing)
                if found is not None:
                    self.load[found.post.id] = self.load.get(found.post.id, 0) + 1
                    return found
        return None

    def _found(self, rule: AssignmentRule, account: Account, standing: AccountStanding | None) -> Choice | None:
        asked = self._asked(rule, account, standing)
        here = [Choice(rule, self.posts[one]) for one in asked if one in self.posts and one not in self.away]
        deputies = [
            Choice(rule, self.posts[self.away[one]], one)
            for one in asked
            if one in self.away and self.away[one] in self.posts and self.away[one] not in self.away
        ]
        for group in (here, deputies):  # a deputy only when nobody of those meant is here
            able = [choice for choice in group if sees(choice.post, account, standing)]
            if able:
                return min(able, key=lambda choice: (self.load.get(choice.post.id, 0), choice.post.id))
        return None

    def _asked(self, rule: AssignmentRule, account: Account, standing: AccountStanding | None) -> list[int]:
        """Ids of the posts that the rule means."""
        match rule.whom:
            case Whom.LEAST_BUSY:
                return [post.id for post in self.posts.values() if rule.role in post.roles]
            case Whom.MANAGER:
                meant = account.business_manager_id
            case Whom.CARE:
                meant = standing.care_owner_id if standing is not None else None
            case _:
                meant = rule.staff_id
        return [] if meant is None else [meant]
