"""A category's own fields on a form: what is asked, what is kept, what is said about mistakes (IN2, IN8)."""

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import MultipleFileField
from wtforms.fields.choices import SelectChoice

from portal.domain.feedback.kinds import KINDS, FeedbackKind, FeedbackState, RootCause
from portal.domain.requests.catalogue import CATALOGUE, FieldKind, Occasion, Priority, RequestCategory, Team
from portal.domain.requests.clocks.policy import STANDARD_POLICY
from portal.domain.requests.states import RequestState
from portal.web import choice_words, feedback_words, field_words, request_words
from portal.web.category_fields import category_form_class
from portal.web.field_errors import FIELD_ERRORS, field_error
from portal.web.forms import ChoiceField, Form, LineField


class NewRequest(Form):
    subject = LineField()
    contract = ChoiceField(choices=[SelectChoice("", "—"), SelectChoice("D-2026-011")], default="")
    files = MultipleFileField()


OFFERED = {"product": [("PR02", "Lingkang")]}
DIVERSION = {
    "product": "PR02",
    "batch_no": "２６０３１７０２",
    "boxes": "60",
    "place": "成都市武侯区一环路",
    "terminal": "某连锁药店",
    "files": "IMG_2041.jpg",
}


@pytest.fixture(scope="module")
def without_words():
    app = Flask(__name__)
    app.config.update(SECRET_KEY="for tests", WTF_CSRF_ENABLED=False)
    Babel(app, default_locale="en")
    return app


@pytest.fixture(autouse=True)
def english(without_words):
    with without_words.test_request_context():
        yield


def filed(category, **typed):
    return category_form_class(RequestCategory(category), NewRequest)(MultiDict(typed), offered=OFFERED)


@pytest.mark.parametrize("code", RequestCategory)
def test_every_category_asks_its_own_fields_under_their_plain_names(code):
    form = category_form_class(code, NewRequest)(offered=OFFERED)
    assert [field.name for field in form.own_fields()] == [spec.name for spec in CATALOGUE[code].fields]
    for field in form.own_fields():
        assert f'name="{field.name}"' in str(field())
        assert str(field.label.text)


def test_one_class_per_category_and_base():
    assert category_form_class(RequestCategory.TRAINING, NewRequest) is category_form_class(
        RequestCategory.TRAINING, NewRequest
    )


def test_contract_and_files_of_the_base_form_stay_its_own():
    form = category_form_class(RequestCategory.DEPOSIT_REFUND, NewRequest)()
    assert "D-2026-011" in str(form["contract"]())


def test_facts_speak_the_domains_language():
    form = filed("diversion_complaint", **DIVERSION)
    assert form.validate(), form.errors
    assert form.own_facts() == {
        "product": "PR02",
        "batch_no": "26031702",
        "boxes": 60,
        "place": "成都市武侯区一环路",
        "terminal": "某连锁药店",
    }


def test_every_mistake_stands_beside_its_field_and_the_typed_text_stays():
    form = filed("diversion_complaint", **DIVERSION | {"boxes": "约 60", "batch_no": "", "terminal": ""})
    assert not form.validate()
    assert form.errors == {
        "boxes": ["Type a whole number, such as 60."],
        "batch_no": ["Fill in at least one: Batch number or Trace code."],
        "terminal": ["Fill this in."],
    }
    assert 'value="约 60"' in str(form["boxes"]())


def test_what_was_not_sent_at_all_counts_as_left_blank():
    form = filed("qualification_copy", purpose="tender")
    assert not form.validate()
    assert form.errors == {
        "product": ["Choose one."],
        "institution": ["Fill this in."],
        "doc_types": ["Choose at least one."],
        "needed_by": ["Fill this in."],
    }


def test_a_list_that_must_be_chosen_from_asks_for_it():
    form = filed("diversion_complaint")
    assert [str(form[name].choices[0].label) for name in ("product", "province")] == ["Choose", "—"]


def test_a_product_that_was_not_offered_is_refused():
    form = filed("diversion_complaint", **DIVERSION | {"product": "PR99"})
    assert not form.validate()
    assert list(form.errors) == ["product"]


def test_the_provinces_are_offered_in_the_readers_language():
    form = category_form_class(RequestCategory.TERRITORY_ADD, NewRequest)()
    assert '<option value="510000">Sichuan</option>' in str(form["province"]())


def test_choices_can_be_offered_after_reading_the_post():
    form = category_form_class(RequestCategory.DIVERSION_COMPLAINT, NewRequest)(MultiDict(DIVERSION))
    form.offer(OFFERED)
    assert form.validate(), form.errors


@pytest.mark.parametrize(
    ("category", "name", "attribute"),
    [
        ("diversion_complaint", "boxes", 'inputmode="numeric"'),
        ("deposit_refund", "amount", 'inputmode="decimal"'),
        ("qualification_copy", "needed_by", 'type="date"'),
        ("quality_complaint", "found_at", 'type="datetime-local"'),
        ("qualification_copy", "phone", 'autocomplete="tel"'),
        ("qualification_copy", "address", 'autocomplete="street-address"'),
        ("qualification_copy", "doc_types", 'type="checkbox"'),
        ("delivery_query", "stockout", 'type="checkbox"'),
        ("tender_support", "documents", "<textarea"),
        ("quality_complaint", "batch_no", 'autocomplete="off"'),
    ],
)
def test_the_phone_shows_the_right_keyboard(category, name, attribute):
    assert attribute in str(category_form_class(RequestCategory(category), NewRequest)()[name]())


def test_required_and_optional_are_marked():
    form = category_form_class(RequestCategory.DIVERSION_COMPLAINT, NewRequest)()
    assert form["place"].flags.required and not form["batch_no"].flags.required
    assert form["suspect"].flags.optional


def test_amounts_outside_their_bounds_are_named_in_yuan():
    spec = CATALOGUE[RequestCategory.PRICE_ADJUSTMENT].field("asked_price")
    assert field_error(spec, "too_large") == "Type an amount from 0.01 to 1000000.00 yuan."


def test_every_code_has_words():
    specs = [spec for category in CATALOGUE.values() for spec in category.fields]
    assert set(request_words.CATEGORIES) == set(request_words.CATEGORY_LINES) == set(RequestCategory)
    assert set(request_words.OCCASIONS) == set(Occasion)
    assert set(request_words.STAFF_STATES) == set(request_words.PARTNER_STATES) == set(RequestState)
    assert set(request_words.PRIORITIES) == set(Priority)
    assert set(request_words.TEAMS) == set(Team)
    assert set(field_words.FIELDS) == {spec.name for spec in specs}
    assert set(field_words.HINTS) <= set(field_words.FIELDS)
    chosen = {spec.name: set(spec.choices) for spec in specs if spec.kind in {FieldKind.CHOICE, FieldKind.CHOICES}}
    assert {name: set(words) for name, words in choice_words.CHOICES.items()} == chosen


def test_every_feedback_code_has_words():
    assert set(feedback_words.FEEDBACK_KINDS) == set(feedback_words.FEEDBACK_LINES) == set(FeedbackKind)
    subtypes = {kind: set(words) for kind, words in feedback_words.FEEDBACK_SUBTYPES.items()}
    assert subtypes == {kind: set(rule.subtypes) for kind, rule in KINDS.items()}
    for words in (feedback_words.STAFF_FEEDBACK_STATES, feedback_words.PARTNER_FEEDBACK_STATES):
        assert set(words) == set(FeedbackState)
    assert set(feedback_words.ROOT_CAUSES) == set(RootCause)


def test_every_mistake_has_words():
    spec = CATALOGUE[RequestCategory.DIVERSION_COMPLAINT].field("batch_no")
    assert all("%(" not in field_error(spec, code) for code in FIELD_ERRORS)
    assert str(request_words.promise(CATALOGUE[RequestCategory.DELIVERY_QUERY], STANDARD_POLICY)) == "Answer within 2 h"
