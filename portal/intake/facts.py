"""Where the values of a row go: columns of account, contact and standing; the rest as lines of the remark."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from portal.db.secret_fields import sealed_field
from portal.domain.accounts.identifiers import account_no_fault, holder_fault
from portal.domain.accounts.kinds import AccountKind, ContactRole, Tier
from portal.domain.accounts.models import Account, AccountStanding, Contact
from portal.domain.accounts.names import mask_bank_account, mask_number, name_key
from portal.domain.accounts.secrets import SECRETS
from portal.intake.account_columns import COLUMNS
from portal.intake.clean_row import CleanRow
from portal.intake.known import id_hashes
from portal.intake.notes import Problem, spoken

ACCOUNT = tuple(
    column.name
    for column in COLUMNS
    if column.source is not None and column.source.class_ is Account and column.name in Account.__table__.c
    and column.name not in ("kind", "status")
)  # fmt: skip
"""Columns of the account that bear the name of their field. Its kind stays, and its status is changed on its page."""
STANDING = tuple(
    column.name for column in COLUMNS if column.source is not None and column.source.class_ is AccountStanding
    and column.name not in ("remark", "blacklist_reason", "blacklist_evidence")
)  # fmt: skip
CONTACT = {"contact_name": "name", "mobile": "mobile", "email": "email", "wechat": "wechat"}
ID_NO = ("id_no_sealed", "id_no_hash", "id_no_tail")
SEALED = (*ID_NO, "bank_account_sealed", "bank_account_hash", "bank_account_tail")
OWNERS = {"owner_name": "business_manager_id", "care_owner_name": "care_owner_id", "sponsor_name": "sponsor_id"}
"""Names of our people, and the column that holds whom they mean."""
KEEPERS = ("care_owner_name", "sponsor_name")
"""Those of them that the standing holds."""
NO_COLUMN = ("reg_capital", "introduced_by", "other_phones", "contact_role", *OWNERS)
"""What people write too freely for a column: their words are kept in the remark, under the heading of the file."""
ROLES = {
    "老板": ContactRole.OWNER, "总经理": ContactRole.OWNER, "法人": ContactRole.LEGAL_REP,
    "采购": ContactRole.PURCHASING, "质管": ContactRole.QUALITY, "质量": ContactRole.QUALITY,
    "财务": ContactRole.FINANCE, "开票": ContactRole.INVOICING, "销售": ContactRole.SALES,
    "业务": ContactRole.SALES, "助理": ContactRole.ASSISTANT,
}  # fmt: skip
_PHONE_HEADINGS = ("phone", "mobile", "tel")

Values = Mapping[str, Any]


def check_fit(row: CleanRow, managers: Mapping[str, int]) -> None:
    """Add what only the archive knows to a row's problems: texts too long for it, names that nobody here has."""
    too_long = [name for name, value in row.values.items() if name in _MOST and len(str(value)) > _MOST[name]]
    for name in too_long:
        row.problems.append(Problem(name, "too_long", str(row.values.pop(name))))
    for name in OWNERS:
        owner = row.values.get(name)
        if owner is not None and owner not in managers:
            row.problems.append(Problem(name, "owner_unknown", str(owner)))
    if row.values.get("tier") == Tier.VIP and row.values.get("sponsor_name") not in managers:
        row.problems.append(Problem("tier", "vip_without_sponsor", ""))
    holder, name_zh = row.values.get("bank_holder"), row.values.get("name_zh")
    if holder and name_zh and (fault := holder_fault(str(holder), str(name_zh))):
        row.problems.append(Problem("bank_holder", fault, str(holder)))


def kept(row: CleanRow, seal_id: Callable[[str], bytes]) -> dict[str, Any]:
    """The values as they are kept until they are taken over: plain JSON, secret numbers sealed and hashed."""
    values = {name: _plain(value) for name, value in row.values.items() if name not in SECRETS}
    if id_no := row.values.get("id_no"):
        values["id_no_hash"], values["id_no_tail"] = id_hashes(str(id_no))[0], str(id_no)[-4:]
        values["id_no_sealed"] = seal_id(str(id_no)).decode()
    if bank_account := row.values.get("bank_account"):
        kept_so = sealed_field("bank_account", str(bank_account))
        values |= {"bank_account_sealed": kept_so.sealed.decode(), "bank_account_hash": kept_so.hash,
                   "bank_account_tail": kept_so.tail}  # fmt: skip
    return values


def noted(row: CleanRow) -> tuple[list[list[str]], list[list[str]]]:
    """Changes and problems as they are kept: identity numbers masked, at most 200 signs of a cell."""
    return [_shown(change) for change in row.changes], [_shown(problem) for problem in row.problems]


def again(values: Values, sheet: str, row_no: int) -> CleanRow:
    """The row once more from what was kept of it; its identity number is the hash."""
    return CleanRow(
        sheet, row_no, (), dict(values) | ({"id_no": values["id_no_hash"]} if "id_no_hash" in values else {})
    )


def account_facts(values: Values, managers: Mapping[str, int]) -> dict[str, Any]:
    """Columns of the account that the row speaks of."""
    facts = {name: typed(name, values[name]) for name in (*ACCOUNT, *SEALED) if name in values}
    if isinstance(facts.get("reg_capital"), str):
        del facts["reg_capital"]
    manager = managers.get(str(values.get("owner_name")))
    return facts | ({"business_manager_id": manager} if manager else {})


def contact_facts(values: Values) -> dict[str, Any]:
    """Columns of the contact; empty when nobody is named. A person is their own contact."""
    facts = {column: values[name] for name, column in CONTACT.items() if name in values}
    if values.get("kind") == AccountKind.INDIVIDUAL and facts:
        facts.setdefault("name", values["name_zh"])
    if role := role_of(values):
        facts["role"] = role
    return facts if "name" in facts else {}


def role_of(values: Values) -> str | None:
    return next((role for word, role in ROLES.items() if word in str(values.get("contact_role", ""))), None)


def remark_lines(values: Values, headings: Mapping[str, str], managers: Mapping[str, int]) -> list[str]:
    """The remark, then one line "heading: words" for each value that has no column of its own."""
    lines = [str(values["remark"])] if "remark" in values else []
    for name in NO_COLUMN:
        if name in values and not _has_a_column(name, values, managers):
            value = values[name]
            words = spoken(tuple(value) if isinstance(value, list) else value)
            lines.append(f"{_heading(name, headings)}: {words}")
    return lines


def _has_a_column(name: str, values: Values, managers: Mapping[str, int]) -> bool:
    """Whether the value is one that a column holds: a sum, an account's number, one of our people, a known role."""
    value = values[name]
    if name == "reg_capital":
        return not isinstance(value, str)
    if name == "introduced_by":
        return account_no_fault(str(value)) is None
    return value in managers if name in OWNERS else name == "contact_role" and role_of(values) is not None


def standing_facts(
    values: Values, lines: list[str], managers: Mapping[str, int], remark: str = ""
) -> dict[str, Any]:  # fmt: skip
    """Columns of the standing; lines that the remark has already are not added again."""
    more = [line for line in lines if line not in remark]
    facts = {name: values[name] for name in STANDING if name in values}
    facts |= {OWNERS[name]: managers[values[name]] for name in KEEPERS if values.get(name) in managers}
    return facts | ({"remark": "\n".join(filter(None, (remark, *more)))} if more else {})


def means_same_name(ours: str, theirs: str) -> bool:
    """Whether two names differ in form only, as with and without 有限公司; then ours stays."""
    return name_key(ours) == name_key(theirs)


def typed(column: str, value: Any) -> Any:
    """A kept value as its column holds it."""
    if value is not None and column in ("licence_until", "founded_on"):
        return date.fromisoformat(value)
    return value.encode() if column in ("id_no_sealed", "bank_account_sealed") and value is not None else value


def day_of(value: Any) -> date:
    """A civil day as a row keeps it in JSON, or as it was read."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def plain(value: Any) -> Any:
    """A column's value as it is kept in JSON; typed() reads it back."""
    return value.decode() if isinstance(value, bytes) else _plain(value)


def _plain(value: Any) -> Any:
    if type(value) is str:
        return value
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _shown(note: tuple[str, ...]) -> list[str]:
    field, code, *texts = note
    return [field, code, *(masked(field, text) for text in texts)]


def masked(field: str, text: str) -> str:
    """What may be kept of a cell as it stood: of a person's or a paper's number, and of a bank account, little."""
    if field in ("id_no", "number"):
        return mask_number(text)
    return mask_bank_account(text) if field == "bank_account" else text[:200]


def _heading(name: str, headings: Mapping[str, str]) -> str:
    if name == "other_phones":
        return next((headings[field] for field in _PHONE_HEADINGS if field in headings), name)
    return headings.get(name, name)


_COLUMNS = {**{name: Contact.__table__.c[column] for name, column in CONTACT.items()},
            **{name: Account.__table__.c[name] for name in ACCOUNT}}  # fmt: skip
_MOST: dict[str, int] = {
    name: most for name, column in _COLUMNS.items() if (most := getattr(column.type, "length", None)) is not None
}
"""How many characters a field holds at most, where its column says so."""
