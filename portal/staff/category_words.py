"""What a company changed of a category, said in pairs, so that two versions can be laid side by side."""

from flask_babel import gettext as _

from portal.domain.requests.categories.overlay import Setting
from portal.domain.requests.categories.own import OwnField
from portal.staff.category_rows import KINDS
from portal.web.account_words import ACCOUNT_KINDS
from portal.web.clause_words import type_label
from portal.web.own_words import paper_name, said, spec_label
from portal.web.request_words import TEAMS


def setting_said(setting: Setting, replies: dict[int, str]) -> list[tuple[str, str]]:
    """Everything that can be changed, with its name; `replies` are titles of kept replies by id."""
    rules, category, comma = setting.overlay, setting.category, _(", ")
    return [
        (_("Partners"), offered_said(setting)),
        (_("Team that answers"), str(TEAMS[category.team])),
        (_("Explanation on the form"), said(rules.line) or "–"),
        (_("Template answer"), replies.get(rules.canned_id or 0, "–")),
        (_("Clauses it is about"), comma.join(type_label(code) for code in category.clause_types) or "–"),
        (_("Mandatory here, too"), comma.join(
            str(spec_label(category.code, spec)) for spec in category.fields if spec.name in rules.stricter) or "–"),
        (_("Fields of our own"), _("; ").join(map(_field_said, rules.fields)) or "–"),
        (_("Papers asked for"), comma.join(
            paper_name(one) if one.required else _("%(name)s (if they have it)", name=paper_name(one))
            for one in rules.papers) or "–"),
    ]  # fmt: skip


def offered_said(setting: Setting) -> str:
    """To whom it is offered."""
    if not setting.is_offered:
        return _("not offered")
    kinds = [str(ACCOUNT_KINDS[kind]) for kind in ACCOUNT_KINDS if kind in setting.overlay.kinds]
    whom = _(", ").join(kinds) or _("all")
    return _("%(whom)s, with a running contract", whom=whom) if setting.overlay.with_contract else whom


def _field_said(field: OwnField) -> str:
    comma, colon, must = _(", "), _(": "), _("must be filled in")
    kind = str(KINDS[field.kind])
    if field.options:
        kind += colon + comma.join(said(one) for one in field.options)
    return _("%(name)s (%(reason)s)", name=said(field.label), reason=kind + comma + must if field.required else kind)
