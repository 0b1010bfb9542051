"""What an account's people can file, in the groups in which people pick."""

from collections.abc import Iterable

from portal.domain.accounts.models import Account
from portal.domain.contracts.state import UNDER_WAY, state_on
from portal.domain.requests.catalogue import Category, Occasion
from portal.domain.requests.categories.overlay import Setting
from portal.web.current import uow


def occasions(settings: Iterable[Setting]) -> list[tuple[Occasion, list[Category]]]:
    """The categories in their groups, as people pick them; a group of which nothing is offered is left out."""
    shown = [one.category for one in settings]
    groups = [(occasion, [one for one in shown if one.occasion is occasion]) for occasion in Occasion]
    return [(occasion, found) for occasion, found in groups if found]


def offered(account: Account) -> list[Setting]:
    """What the account's people can file."""
    return uow.categories.offered_to(account, may_ask_of(account, uow.categories.all()))


def may_ask_of(account: Account, settings: Iterable[Setting]) -> bool:
    """False when one of them asks for a running contract and the account has none today; only then is it looked for."""
    if not any(one.overlay.with_contract for one in settings):
        return True
    return any(state_on(one, uow.today) in UNDER_WAY for one in uow.contracts.brief_of_account(account.id))
