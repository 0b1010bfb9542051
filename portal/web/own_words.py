"""Words for a company's own fields and papers: they are the company's, in the reader's language where it gave both."""

from flask_babel.speaklater import LazyString
from wtforms.fields.choices import SelectChoice

from portal.domain.requests.catalogue import FieldSpec, RequestCategory
from portal.domain.requests.categories.own import Named, OwnField, Paper
from portal.web.choice_words import choices_of
from portal.web.document_words import doc_name
from portal.web.field_words import field_label
from portal.web.locale import current_locale


def said(named: Named) -> str:
    """The name as the reader reads it."""
    return named.in_language(current_locale())


def spec_label(category: RequestCategory, spec: FieldSpec) -> LazyString:
    """What a field is called; a form lives longer than one reader's request."""
    return LazyString(said, spec.label) if isinstance(spec, OwnField) else field_label(category, spec.name)


def options_of(spec: FieldSpec) -> list[SelectChoice]:
    """Value and words of every choice."""
    if not isinstance(spec, OwnField):
        return choices_of(spec.name)
    return [SelectChoice(one.zh, LazyString(said, one)) for one in spec.options]


def paper_name(paper: Paper) -> str:
    """What a paper is called that a category asks for."""
    return said(paper.label) if paper.label.zh else doc_name(paper.code)
