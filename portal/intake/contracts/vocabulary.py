"""Names of clause types, their parameters and choices, as codes and as the pages call them in both languages."""

from collections.abc import Callable, Iterable
from functools import cache

from flask_babel import force_locale

from portal.domain.contracts.clauses import CLAUSE_TYPES, Party
from portal.domain.contracts.clauses.fields import kinds_of
from portal.intake.headings import heading_key
from portal.web.clause_words import field_label, type_label
from portal.web.clause_words.values import label_of_choice
from portal.web.locale import LOCALES

_SHORT_TYPES = {
    "逾期违约金": "penalty_late_daily", "逾期日率": "penalty_late_daily", "比例违约金": "penalty_percent",
    "串货违约金": "penalty_goods_multiple", "资质失效": "penalty_qualification", "收回补偿": "takeback_compensation",
    "竞合": "penalty_overlap", "独家": "exclusivity", "最低采购量": "minimum_purchase", "履约保证金": "deposit",
    "价格补差": "price_protection", "付款方式": "payment_terms", "配送时效": "delivery", "保密条款": "confidentiality",
    "合规": "compliance", "竞业限制": "non_compete", "转让": "assignment", "争议": "dispute",
}  # fmt: skip
"""What contracts call some types beside the name on our pages."""
_PARTIES = {"我方": "us", "我司": "us", "本公司": "us", "客户": "partner", "合作方": "partner", "双方": "either"}


@cache
def type_codes() -> dict[str, str]:
    """Key of a word → clause type."""
    named = {heading_key(word): code for word, code in _SHORT_TYPES.items()}
    return named | keys((code, lambda code=code: type_label(code)) for code in CLAUSE_TYPES)


def is_other_word(word: str) -> bool:
    """Whether a type is called as our own pages do not call it."""
    return heading_key(word) in {heading_key(short) for short in _SHORT_TYPES}


@cache
def parameter_names(code: str) -> dict[str, str]:
    """Key of a word → parameter of the clause type."""
    return keys((name, lambda name=name: field_label(code, name)) for name in kinds_of(code))


@cache
def parameter_columns() -> dict[str, str]:
    """Key of a heading → parameter of any type that is called so."""
    found: dict[str, str] = {}
    for code in CLAUSE_TYPES:
        for key, name in parameter_names(code).items():
            found.setdefault(key, name)
    return found


@cache
def parameters() -> tuple[str, ...]:
    """All parameters there are, once each, in the order of the catalogue."""
    return tuple(dict.fromkeys(name for code in CLAUSE_TYPES for name in kinds_of(code)))


@cache
def choice_codes(among: type) -> dict[str, str]:
    """Key of a word → choice of a closed list."""
    more = {heading_key(word): code for word, code in _PARTIES.items()} if among is Party else {}
    return more | keys((choice.value, lambda choice=choice: label_of_choice(choice)) for choice in among)


def keys(named: Iterable[tuple[str, Callable[[], str]]]) -> dict[str, str]:
    """Key of a word → code, where each code is named by itself and by its label in every language."""
    found: dict[str, str] = {}
    for code, label in named:
        found[heading_key(code)] = code
        for locale in LOCALES:
            with force_locale(locale):
                found.setdefault(heading_key(label()), code)
    return found
