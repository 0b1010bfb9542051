"""Who generated account i is: asked again and again by its rows, its contracts and its requests."""

from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

from portal.cli.demo.bulk.ids import CONTRACTS, FIRST, child
from portal.cli.demo.bulk.staff import BUSINESS
from portal.cli.demo.draw import Draw, spread
from portal.domain.accounts.kinds import NUMBER_PREFIX, AccountKind, AccountStatus

CYCLE = 500
SHARES = {
    AccountKind.DISTRIBUTOR: 210, AccountKind.INDIVIDUAL: 275, AccountKind.PERIPHERAL: 12, AccountKind.SUPPLIER: 3,
}  # fmt: skip
"""Of each 500 accounts: 4,200 distributors, 5,500 agents, 240 peripheral contacts and 60 suppliers in 10,000."""
FIRST_NUMBER = 100_000
STATUS = spread({AccountStatus.ACTIVE: 70, AccountStatus.DORMANT: 12, AccountStatus.CHURNED: 10, AccountStatus.LEAD: 8})
PROVINCES = spread(
    {
        "44": 10, "37": 9, "41": 8, "32": 8, "51": 8, "33": 7, "13": 5, "43": 5, "42": 5, "34": 5, "31": 4, "11": 4,
        "21": 3, "61": 3, "35": 3, "36": 3, "45": 3, "50": 3, "53": 3, "23": 3, "14": 2, "22": 2, "52": 2, "15": 2,
        "12": 2, "62": 1, "65": 1, "46": 1, "64": 1, "63": 1, "54": 1,
    }
)  # fmt: skip
DEVIATION = 1.68
VIP_ABOVE, A_ABOVE = 0.8416, 0.035
"""Standard scores above which accounts make 80 and 95 % of all profit, when its logarithm has this deviation."""
_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True)
class Profile:
    """`rank` counts the accounts of its kind; `contracts` is how many it has."""

    index: int
    kind: AccountKind
    rank: int
    status: AccountStatus
    province: str
    tier: str
    contracts: int
    manager_id: int

    @property
    def id(self) -> int:
        return FIRST + self.index

    @property
    def number(self) -> str:
        return f"{NUMBER_PREFIX[self.kind]}-{FIRST_NUMBER + self.rank:06d}"

    @property
    def is_person(self) -> bool:
        return self.kind == AccountKind.INDIVIDUAL

    @property
    def has_login(self) -> bool:
        agents = (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)
        return self.kind in agents and self.status in (AccountStatus.ACTIVE, AccountStatus.DORMANT)

    def contract_id(self, place: int) -> int:
        return child(self.index, CONTRACTS, place)


def _kinds() -> tuple[tuple[AccountKind, int], ...]:
    """For each place of the cycle the kind, and how many of it come before; suppliers do not stand in a row."""
    in_order = [kind for kind, share in SHARES.items() for _ in range(share)]
    shuffled = [in_order[place * 211 % CYCLE] for place in range(CYCLE)]
    return tuple((kind, shuffled[:place].count(kind)) for place, kind in enumerate(shuffled))


_KINDS = _kinds()


@lru_cache(maxsize=200_000)
def profile(seed: int, index: int) -> Profile:
    draw = Draw(seed, "account", index)
    kind, before = _KINDS[index % CYCLE]
    status = AccountStatus.ACTIVE if kind == AccountKind.SUPPLIER else draw.one_of("status", STATUS)
    return Profile(
        index=index, kind=kind, rank=index // CYCLE * SHARES[kind] + before, status=status,
        province=draw.one_of("province", PROVINCES) + "0000", tier=_tier(kind, status, draw),
        contracts=_contracts(kind, status, draw), manager_id=draw.one_of("manager", BUSINESS),
    )  # fmt: skip


def _tier(kind: AccountKind, status: AccountStatus, draw: Draw) -> str:
    if kind == AccountKind.PERIPHERAL:
        return "peripheral_key" if draw.happens("key", 30) else "peripheral"
    if status in (AccountStatus.DORMANT, AccountStatus.CHURNED):
        return "dormant"
    score = _NORMAL.inv_cdf(draw.share("profit"))
    if status == AccountStatus.LEAD or score < -1:
        return "c"
    return "vip" if score > VIP_ABOVE else "a" if score > A_ABOVE else "b"


def _contracts(kind: AccountKind, status: AccountStatus, draw: Draw) -> int:
    if status == AccountStatus.LEAD or kind == AccountKind.PERIPHERAL:
        return 0
    return 1 + draw.happens("second contract", 55 if kind == AccountKind.DISTRIBUTOR else 20)


def asker(seed: int, index: int) -> Profile:
    """The account at or before `index` that may file something: no supplier, no peripheral contact, no lead."""
    found = profile(seed, index)
    while index and (found.kind not in _ASKING or found.status == AccountStatus.LEAD):
        index -= 1
        found = profile(seed, index)
    return found


_ASKING = (AccountKind.DISTRIBUTOR, AccountKind.INDIVIDUAL)
