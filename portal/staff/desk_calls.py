"""Calling colleagues to a request by @ in a note: whom to choose from as one types, and how calls look afterwards."""

from collections.abc import Mapping

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.domain.people.models import Staff
from portal.domain.requests.colleagues import Called
from portal.domain.requests.mentions import calls_in
from portal.search.tokens import name_tokens, plain
from portal.search.words import leads_of_name
from portal.staff import staff
from portal.web.current import uow
from portal.web.people_words import STAFF_ROLES

MOST = 6
"""So many are offered; whoever is not among them is found by one more letter."""


@staff.get("/requests/<number:number>/colleagues")
def list_colleagues(number: str) -> Response:
    """A piece for the note of the desk: who is called so, by name or pinyin, among those who see the request."""
    filed = uow.requests.get(number, alone=True)
    found = offered(uow.colleagues.who_see(filed), request.args.get("q", "")[:40])
    return make_response(render_template("staff/requests/colleagues.html", found=found, roles=STAFF_ROLES))


def offered(posts: list[Staff], typed: str) -> list[Staff]:
    """Those whose name goes on as it is typed come first, then those in whose name it stands; at most MOST."""
    asked = plain(typed)
    found = [post for post in posts if any(token.startswith(asked) for token in name_tokens(post.login.name))]
    return sorted(found, key=lambda post: not _begins(post.login.name, asked))[:MOST]


def with_calls(text: str, names: Mapping[int, str]) -> Markup:
    """The text with every call of one of these people marked."""
    parts: list[Markup] = []
    done = 0
    for call in calls_in(text, names):
        marked = Markup('<b class="called">{}</b>').format(text[call.begin : call.end])
        parts, done = [*parts, escape(text[done : call.begin]), marked], call.end
    return Markup("").join([*parts, escape(text[done:])])


def told_of(called: Called) -> tuple[str, str]:
    """What the writer of a note is told of its calls, and in which tone."""
    kept = _("Note kept, for us alone.")
    if not called.told and not called.beyond:
        return kept, "good"
    said = [kept]
    if called.told:
        said.append(_("Told in their inbox: %(names)s.", names=_names(called.told)))
    if called.beyond:
        said.append(_("Not told, for they do not look after this partner: %(names)s.", names=_names(called.beyond)))
    return " ".join(said), "warn" if called.beyond else "good"


def _names(posts: list[Staff]) -> str:
    return _(", ").join(post.login.name for post in posts)


def _begins(name: str, asked: str) -> bool:
    return any(token[1:].startswith(asked) for token in leads_of_name(name))
