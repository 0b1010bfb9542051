"""Who is we and who is you: the parties' names in a sentence, by reader and side of the contract."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from portal.domain.contracts.clauses import Clause, Party, Side

Name = tuple[LazyString, LazyString, LazyString]
"""As subject, as object, as owner."""

WE: Name = (_l("we"), _l("us"), _l("our"))
YOU: Name = (_l("you"), _l("you"), _l("your"))
THE_PARTNER: Name = (_l("the partner"), _l("the partner"), _l("the partner's"))
THE_SUPPLIER: Name = (_l("the supplier"), _l("the supplier"), _l("the supplier's"))
PARTY_A: Name = (_l("Party A"), _l("Party A"), _l("Party A's"))
PARTY_B: Name = (_l("Party B"), _l("Party B"), _l("Party B's"))
EITHER: Name = (_l("either side"), _l("either side"), _l("either side's"))
IN_BREACH: Name = (_l("the side in breach"), _l("the side in breach"), _l("the breaching side's"))
THE_OTHER: Name = (_l("the other side"), _l("the other side"), _l("the other side's"))


@dataclass(frozen=True)
class Voice:
    """How the two parties are called. The seller grants the rights: us downstream, the supplier upstream."""

    us: Name
    partner: Name
    side: Side

    def words(self, clause: Clause) -> dict[str, str]:
        """`seller`, `buyer`, each party field and `other_<field>`, plain, with `_obj` and with `_own`."""
        seller, buyer = (self.us, self.partner) if self.side == Side.DOWNSTREAM else (self.partner, self.us)
        names = {"seller": seller, "buyer": buyer}
        for field, value in vars(clause).items():
            if isinstance(value, Party):
                names |= {field: self._name(value, field), f"other_{field}": self._other(value)}
        return {
            f"{role}{form}": str(word)
            for role, name in names.items()
            for form, word in zip(("", "_obj", "_own"), name, strict=True)
        }

    def _name(self, party: Party, field: str) -> Name:
        either = IN_BREACH if field == "obligor" else EITHER
        return {Party.US: self.us, Party.PARTNER: self.partner, Party.EITHER: either}[party]

    def _other(self, party: Party) -> Name:
        return {Party.US: self.partner, Party.PARTNER: self.us, Party.EITHER: THE_OTHER}[party]


def spoken(side: str, reader: str) -> Voice:
    """The voice of a page: partners are told you, staff read of the partner or the supplier."""
    if reader == "partner":
        return Voice(WE, YOU, Side(side))
    return Voice(WE, THE_PARTNER if side == Side.DOWNSTREAM else THE_SUPPLIER, Side(side))


def written(side: str) -> Voice:
    """The voice of a contract: Party A grants the rights, Party B receives them."""
    if side == Side.DOWNSTREAM:
        return Voice(PARTY_A, PARTY_B, Side.DOWNSTREAM)
    return Voice(PARTY_B, PARTY_A, Side.UPSTREAM)
