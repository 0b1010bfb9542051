"""What templates write out is escaped exactly as the library would (IN1), and pages are shown on any disk (RE4)."""

from pathlib import Path

import pytest
from flask import Flask, render_template, render_template_string
from flask_babel import lazy_gettext as _l
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader
from markupsafe import Markup, escape

from portal.web.rendering import escaped, init_rendering, load_compiled

pytestmark = pytest.mark.engineless


@given(st.one_of(st.text(), st.integers(), st.none(), st.text().map(Markup), st.text().map(escape)))
def test_a_value_is_escaped_as_the_library_does(value: object) -> None:
    assert str(escaped(value)) == str(escape(value))


def test_every_way_of_writing_a_value_out_is_escaped(tmp_path: Path) -> None:
    app = Flask(__name__)
    init_rendering(app, tmp_path)
    source = (
        "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}{% set kept %}{{ nasty }}{% endset %}"
        "{{ nasty }}|{{ twice(nasty) }}|{{ kept }}|{{ nasty ~ '<' }}|{{ [nasty] | join(',') }}|{{ nasty | safe }}"
        '|<a title="{{ nasty }}">|{% for x in [nasty] %}{{ x }}{% endfor %}|{{ 1 }}{{ none }}'
    )
    with app.test_request_context():
        shown = render_template_string(source, nasty="<b>&\"'")
    safe = "&lt;b&gt;&amp;&#34;&#39;"
    assert shown.split("|") == [
        safe, safe + safe, safe, f"{safe}&lt;", safe, "<b>&\"'", f'<a title="{safe}">', safe, "1None",
    ]  # fmt: skip


def test_pieces_of_a_block_keep_their_place(tmp_path: Path) -> None:
    app = Flask(__name__)
    init_rendering(app, tmp_path)
    frame = "1{% block outer %}2{% block inner %}x{% endblock %}{% if yes %}4{% else %}x{% endif %}5{% endblock %}6"
    page = (
        "{% extends frame %}{% block inner %}{% for n in [yes] %}{% if n %}3{{ super() }}{% endif %}{% endfor %}"
        "{% filter upper %}y{% endfilter %}{% with z = 1 %}{{ z }}{% endwith %}{% endblock %}"
    )
    with app.test_request_context():
        shown = render_template_string(page, frame=app.jinja_env.from_string(frame), yes=True)
    assert shown == "123xY1456"


def test_words_in_waiting_are_said(app: Flask) -> None:
    with app.test_request_context():
        assert str(escaped(_l("Password"))) in ("密码", "Password")


LAYOUTS = {
    "base.html": "<a>{% block head %}{% if n %}h{{ n }}{% endif %}{% endblock %}|{% block main %}{% endblock %}|</a>",
    "page.html": "{% extends 'base.html' %}{% macro box(x) %}[{{ x }}{{ caller() }}]{% endmacro %}"
    "{% block main %}1{% if n %}2"
    "{% for x in n %}3{% call box(x) %}4{% if x %}5{% endif %}{% endcall %}6{% endfor %}7{% endif %}"
    "{% include 'part.html' %}"
    "{% with y = 8 %}{{ y }}{% endwith %}{% filter upper %}a{% block inner %}{{ n }}b{% endblock %}{% endfilter %}9"
    "{% endblock %}{% block head %}{{ super() }}!{% endblock %}",
    "part.html": "{% if n %}p{% endif %}q",
}


def test_pieces_come_in_the_order_in_which_they_are_written(tmp_path: Path) -> None:
    ours, stock = Flask(__name__), Flask(__name__)
    init_rendering(ours, tmp_path)
    shown = []
    for app in (ours, stock):
        app.jinja_env.loader = DictLoader(LAYOUTS)
        with app.test_request_context():
            shown.append(render_template("page.html", n=["<x>", ""]))
    assert shown[0] == shown[1] and shown[0].startswith("<a>h[&#39;&lt;x&gt;")


def test_a_start_loads_what_was_compiled_before_and_nothing_else(tmp_path: Path) -> None:
    first, second = Flask(__name__), Flask(__name__)
    for app in (first, second):
        app.jinja_loader = DictLoader({"opened.html": "{{ 1 }}", "never.html": "{{ 2 }}"})  # type: ignore[misc]
        init_rendering(app, tmp_path / "compiled")
    first.jinja_env.get_template("opened.html")
    load_compiled(second)
    assert [key[1] for key in second.jinja_env.cache] == ["opened.html"]
    assert (tmp_path / "compiled").stat().st_mode & 0o777 == 0o700


def test_a_page_is_shown_though_nothing_can_be_kept_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk is met when the file is made or when it is written; a folder may be gone or not be ours."""

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    app = Flask(__name__)
    app.jinja_loader = DictLoader({name: f"shown {name}" for name in ("made", "written", "gone")})  # type: ignore[misc]
    init_rendering(app, tmp_path / "compiled")
    with app.test_request_context():
        for place, name in (("tempfile.NamedTemporaryFile", "made"), ("jinja2.bccache.marshal.dump", "written")):
            with monkeypatch.context() as broken:
                broken.setattr(place, full)
                assert render_template(name) == f"shown {name}"
        assert not list((tmp_path / "compiled").iterdir()), "nothing half written stays"
        (tmp_path / "compiled").rmdir()
        assert render_template("gone") == "shown gone"


@pytest.mark.parametrize("left", [0, 4, 20, 60, -1])
def test_half_a_file_of_what_was_compiled_is_compiled_anew(tmp_path: Path, left: int) -> None:
    for _ in range(2):
        app = Flask(__name__)
        app.jinja_loader = DictLoader({"page": "shown {{ 1 }}"})  # type: ignore[misc]
        init_rendering(app, tmp_path)
        with app.test_request_context():
            assert render_template("page") == "shown 1"
        [file] = tmp_path.iterdir()
        file.write_bytes(file.read_bytes()[:left])
