"""Amendments as either side reads them: clause, now, new, from when; who asked, approved and acknowledged."""

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import escape

from portal.domain.contracts.models import Contract, ContractVersion
from portal.domain.contracts.versions import is_back_dated
from portal.domain.requests.extension import TermExtension
from portal.web.clauses_in_words import NONE, ChangeInWords, changes_in_words, replaced
from portal.web.current import uow
from portal.web.locale import day_text


@dataclass(frozen=True)
class Amendment:
    """`extension` is what it came of, when a longer term was asked for; else it was written here and signed."""

    version: ContractVersion
    changes: list[ChangeInWords]
    extension: TermExtension | None
    is_back_dated: bool


def amendments_of(
    contract: Contract, *, reader: str = "partner", without_sums_of: frozenset[str] = NONE
) -> list[Amendment]:
    """Those of `contract` (loaded whole), the newest first; drafts for staff only."""
    later = [one for one in reversed(contract.versions) if one.no > 1 and (one.is_signed or reader == "staff")]
    asked = uow.extensions.behind_versions(contract.id) if any(not one.clauses for one in later) else {}
    return [
        Amendment(
            one,
            [
                *term_changes(asked.get(one.no)),
                *changes_in_words(contract, one, reader=reader, without_sums_of=without_sums_of),
            ],
            asked.get(one.no),
            is_back_dated(one, uow.today),
        )
        for one in later
    ]


def term_changes(extension: TermExtension | None) -> list[ChangeInWords]:
    """What an extension changes is no clause: the last day, and what was agreed on besides."""
    if extension is None:
        return []
    days = replaced(day_text(extension.old_ends_on), day_text(extension.new_ends_on))
    said = [ChangeInWords("", _("Last day of the term"), *days)]
    if extension.conditions:
        said.append(ChangeInWords("", _("Conditions"), escape(""), escape(extension.conditions)))
    return said
