"""What people may be known as, and the groups that the access table opens doors to."""

from portal.domain.accounts.blacklist import DECIDERS as BLACKLIST_DECIDERS
from portal.domain.accounts.marks import DECIDERS as MARK_DECIDERS
from portal.domain.accounts.papers.paper import CHECKERS
from portal.domain.accounts.secrets import REVEALERS as SECRET_OPENERS
from portal.domain.contracts.breaches.states import CASHIERS, DECIDERS, RECKONERS
from portal.domain.people.roles import PartnerRole, StaffRole
from portal.domain.requests.extension_states import DECIDER_ROLES

PARTNERS = frozenset(f"partner.{role}" for role in PartnerRole)
OWNERS = frozenset({"partner.owner"})
FILERS = frozenset({"partner.owner", "partner.member"})
STAFF = frozenset(f"staff.{role}" for role in StaffRole)
ADMINISTRATORS = frozenset({"staff.administrator"})
SIGNED_IN = PARTNERS | STAFF
ANYONE = SIGNED_IN | {"anonymous", "half"}


def staff(*roles: StaffRole) -> frozenset[str]:
    """Administrators and these roles."""
    return ADMINISTRATORS | {f"staff.{role}" for role in roles}


DESK = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS, StaffRole.LEGAL, StaffRole.QUALITY,
             StaffRole.FINANCE, StaffRole.EXECUTIVE)  # fmt: skip
"""Whoever answers partners."""
ARCHIVISTS = staff(StaffRole.SERVICE, StaffRole.CARE, StaffRole.BUSINESS)
"""Whoever keeps the archive and lets people in."""
WATCHERS = staff(StaffRole.QUALITY)
"""Whoever ends the watch on a batch."""
JUDGES = ARCHIVISTS | {"staff.executive"}
"""Whoever decides about tier, stage, owners and status of an account."""
SALES_KEEPERS = staff(StaffRole.BUSINESS, StaffRole.FINANCE)
"""Whoever books what was sold."""
SALES_READERS = JUDGES | SALES_KEEPERS
REVEALERS = staff(*SECRET_OPENERS)
"""Whoever may open an identity number or a bank account, with a reason."""
BLACKLISTERS = staff(*BLACKLIST_DECIDERS)
MARK_LIFTERS = staff(*MARK_DECIDERS)
"""Whoever agrees that a mark which stops gifts is taken off a contact."""
MERGERS = staff(StaffRole.BUSINESS, StaffRole.EXECUTIVE)
"""Managers: whoever makes two accounts one and takes them apart, as it moves contracts; and decides about tiers."""
CONTRACT_KEEPERS = staff(StaffRole.BUSINESS, StaffRole.LEGAL)
SUBMITTERS = CONTRACT_KEEPERS | {"staff.executive"}
"""Whoever hands a contract in for review; where a clause lacks it must be the management."""
PAPER_CHECKERS = frozenset(f"staff.{role}" for role in CHECKERS)
"""Whoever checks documents and lets pass what one that has run out would stop."""
REVIEWERS = staff(StaffRole.BUSINESS, StaffRole.QUALITY, StaffRole.LEGAL, StaffRole.EXECUTIVE)
BUNDLERS = CONTRACT_KEEPERS | {"staff.executive"}
"""Whoever takes a dispute out of the house, as a bundle of documents."""
BREACH_DECIDERS = staff(*DECIDERS)
"""Whoever finds whether an agreement was broken, and approves what others propose about a penalty."""
RECKONING = staff(*RECKONERS)
PENALTY_PROPOSERS = RECKONING | BREACH_DECIDERS
PAYING = staff(*CASHIERS)
EXTENSION_DECIDERS = staff(*DECIDER_ROLES)
"""Whoever proposes or approves an extension; the proposer never approves (extension_states.py)."""
