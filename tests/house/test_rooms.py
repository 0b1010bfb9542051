"""The house keeps its own promises: addresses, answers to forms, words, templates, sizes."""

import ast
import re
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.identity.access import ACCESS, may
from portal.identity.export_access import EXPORTS
from portal.web.refusals import REFUSALS
from tests.house.estate import Estate
from tests.house.routes import MACHINES
from tests.house.sources import CODE, MODULES, calls_of, source_of
from tests.house.test_access import HATS
from tests.house.walking import endpoint_of, every_form, filled, one_of_each
from tests.people import People

TEMPLATES = CODE.parent / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
ANSWERED_IN_PLACE = {
    "identity.take_data_copy": "a file; that it was taken is an event, so it is no reading",
    "staff.bundle_breach": "a file; that it was taken out is an event, so it is no reading",
    "staff.bundle_contract": "a file; that it was taken out is an event, so it is no reading",
    **dict.fromkeys(EXPORTS, "a file; that it was taken out is an event, so it is no reading"),
    "identity.enrol_factor": "the recovery codes are shown this once and are in no address",
    "identity.renew_recovery_codes": "the recovery codes are shown this once and are in no address",
}
"""POST endpoints that may answer 200, and why."""


# ---- addresses


@pytest.mark.engineless
def test_addresses_are_kebab_case_and_what_they_name_has_a_kind(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        for part in rule.rule.removesuffix(".ics").strip("/").split("/"):  # calendar programs look at the ending
            named = re.fullmatch(r"<(?:(\w+):)?(\w+)>", part)
            if named and rule.endpoint != "static":
                assert named[1], f"{rule.rule}: <{named[2]}> takes anything"
            elif not named:
                # a file may be named so
                assert re.fullmatch(r"[a-z0-9]*(-[a-z0-9]+)*(\.(xlsx|json))?", part), rule.rule


@pytest.mark.engineless
def test_views_are_verbs_with_a_noun(app: Flask) -> None:
    short = {"home", "today", "static"}
    names = {rule.endpoint.rpartition(".")[2] for rule in app.url_map.iter_rules()}
    assert all("_" in name for name in names - short)


# ---- answers to forms


@pytest.mark.engineless
def test_every_post_leads_on_or_says_what_is_wrong(people: People, estate: Estate) -> None:
    answered = set(answers_to_forms(people, estate))
    reached = {endpoint for endpoint, _ in answered}
    posts = {rule.endpoint for rule in people.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    posts -= {endpoint for endpoint in posts if endpoint.startswith("api.")}  # no forms: tests/api
    assert posts - MACHINES == reached & posts
    in_place = {endpoint for endpoint, status in answered if status == 200}
    assert in_place <= ANSWERED_IN_PLACE.keys()
    odd = {(endpoint, status) for endpoint, status in answered if status not in (200, 303, 400, 404, 409, 422, 429)}
    assert odd == set()
    assert len([endpoint for endpoint, status in answered if status == 303]) > 30


def answers_to_forms(people: People, estate: Estate) -> Iterator[tuple[str, int]]:
    """Every form as somebody would fill it in; and every POST address with nothing at all."""
    visits = {name: people.sign_in(name) for name in ("owner@minchuan.example", "admin@demo.example")}
    for form in one_of_each(people, every_form(people, estate)):
        endpoint = endpoint_of(people, form)
        name = next(name for name in visits if may(frozenset({HATS[name]}), endpoint))
        yield endpoint, visits[name].post(form.action, filled(form)).status_code
    for route in estate.routes(people.app):
        if route.method == "POST" and not route.endpoint.startswith("api."):
            name = next((name for name in visits if may(frozenset({HATS[name]}), route.endpoint)), "admin@demo.example")
            person = people.sign_in(name)  # signing out is among them
            yield route.endpoint, person.post(route.address).status_code


# ---- words


SAID_TO_NOBODY = {"login.unknown": "who asks for a reset is told the same, known or not"}


def refusal_codes() -> dict[str, str]:
    """Code → file, of every refusal that is raised; codes put together while running count by their beginning."""
    found: dict[str, str] = {}
    for path, call in calls_of("Refused", "Conflict"):
        code = call.args[0] if call.args else None
        if isinstance(code, ast.Constant):
            found[str(code.value)] = path.name
        elif isinstance(code, ast.JoinedStr) and isinstance(code.values[0], ast.Constant):
            found[f"{code.values[0].value}*"] = path.name
    return found


def has_words(code: str) -> bool:
    return any(known.startswith(code[:-1]) if code.endswith("*") else known == code for known in REFUSALS)


def test_every_refusal_has_words_and_every_word_a_refusal() -> None:
    codes = refusal_codes()
    assert len(codes) > 40
    silent = {code: place for code, place in codes.items() if code not in SAID_TO_NOBODY and not has_words(code)}
    assert silent == {}
    written = "".join(source_of(path).text for path in MODULES if path.name != "refusals.py")
    unused = [
        code for code in REFUSALS if f'"{code}"' not in written and f"{code.rpartition('_')[0]}_{{" not in written
    ]
    assert unused == []


@pytest.mark.engineless
def test_every_endpoint_is_entered_once_and_nothing_else(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == ACCESS.keys()


# ---- templates


STANDS_ALONE = dict.fromkeys(
    ("staff/bundle/_frame.html", "staff/reports/document.html"),
    "a document that is opened from a disk brings its own looks",
)


NEVER = {
    "what is not escaped is made in portal/, by Markup.format": r"\|\s*safe\b|autoescape|Markup\(",
    "a style or a script in an attribute": r"\sstyle\s*=|\son[a-z]+\s*=|hx-on|\bjs:|javascript:",
    "an address of somebody else": r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//",
    "a script of its own": r"<script\b(?![^>]*(?:src=|type=\"application/json\"))[^>]*>",
}


def test_a_template_escapes_and_brings_nothing_inline() -> None:
    assert len(PAGES) > 200
    for path in PAGES:
        name = path.relative_to(TEMPLATES).as_posix()
        text = re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.S)
        assert [why for why, pattern in NEVER.items() if re.search(pattern, text)] == [], name
        assert "<style" not in text or name in STANDS_ALONE, name
        assert text.count("\n") <= 200, name


MAKES_MARKUP = {
    "web/duplicate_words.py": "links to accounts by number",
    "web/locale.py": "words of the catalogue; everything put in is escaped by Markup",
    "identity/enrolment.py": "a drawing of our own, of an address that was made here",
    "web/telling.py": "sentences with a name or a link in bold; everything put in is escaped by format",
    "web/next_step_words.py": "one link; everything put in is escaped by format",
    "staff/desk_calls.py": "colleagues called in a note in bold; everything put in is escaped",
    "web/clauses_in_words.py": "what was struck and what was added; everything put in is escaped by format",
}


def test_markup_is_made_in_reviewed_modules_only() -> None:
    makers = {path.relative_to(CODE).as_posix() for path in MODULES if "Markup(" in source_of(path).text}
    assert makers <= MAKES_MARKUP.keys()
    for name in makers - {"identity/enrolment.py", "web/locale.py"}:
        for call in re.findall(r"Markup\((.*?)\)(\.format)?", (CODE / name).read_text("utf-8")):
            assert call[1] == ".format" or call[0] in ('""', ""), (name, call)


# ---- sizes and manners


def test_a_module_is_short_and_says_what_it_is_for() -> None:
    sources = [source_of(path) for path in MODULES]
    assert len(sources) > 500
    assert [one.path for one in sources if one.text.count("\n") > 200] == []
    assert [one.path for one in sources if one.text.strip() and not one.docstring] == []


def test_functions_are_short() -> None:
    lengths = sorted(length for path in MODULES for length in source_of(path).functions)
    assert lengths[len(lengths) // 2] <= 8 and lengths[len(lengths) * 9 // 10] <= 20


def test_nothing_is_parked() -> None:
    """No note to oneself, no print, no breakpoint."""
    for path in MODULES:
        text = source_of(path).text
        assert not re.search(r"\b(?:TODO|FIXME|XXX)\b|breakpoint\(\)|^\s*print\(", text, re.M), path.name
