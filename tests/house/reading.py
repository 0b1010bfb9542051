"""A page read as a browser reads it: its elements, and the forms on it with what they would send."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

NOT_SENT = {"submit", "button", "image", "reset", "file"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    text: str = ""


@dataclass
class Field:
    """`choices` are the values of a select, or of boxes and dots that share the name."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def named(self, name: str) -> Field | None:
        return next((each for each in self.fields if each.name == name), None)

    def sent(self) -> dict[str, list[str]]:
        """What a browser would send of it as it stands, without files and without the CSRF token."""
        values: dict[str, list[str]] = {}
        for each in self.fields:
            if each.kind not in NOT_SENT and each.name != "csrf_token":
                values.setdefault(each.name, []).append(each.value)
        return values


class Reader(HTMLParser):
    """Collects elements and forms; text in `Element.text` is that of scripts, styles and titles only."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select: Field | None = None
        self._typing: Field | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in reversed(attrs)}
        self.elements.append(Element(tag, own))
        if tag == "form":
            self._form = PageForm(own.get("action", ""), own.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            if own.get("formaction"):  # one form, several places to send it to
                self.forms.append(replace(self._form, action=own["formaction"]))
            self._take_field(self._form, tag, own)

    def _take_field(self, form: PageForm, tag: str, own: dict[str, str]) -> None:
        if tag == "option" and self._select is not None:
            value = own.get("value", "")
            self._select.choices.append(value)
            if "selected" in own or len(self._select.choices) == 1:
                self._select.value = value
        elif tag in ("input", "select", "textarea", "button") and own.get("name"):
            kind = own.get("type", "text") if tag in ("input", "button") else tag
            kind = "submit" if tag == "button" else kind
            found = Field(own["name"], kind, own.get("value", ""))
            if kind in ("checkbox", "radio"):
                found.choices = [found.value]
                if "checked" not in own:
                    found.kind = "button"  # an empty box sends nothing
            form.fields.append(found)
            self._select = found if tag == "select" else self._select
            self._typing = found if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self._typing is not None:
            self._typing.value += data
        if self.elements and self.elements[-1].tag in ("script", "style", "title"):
            self.elements[-1].text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._typing = None


def forms_on(html: str) -> list[PageForm]:
    """The forms that change something."""
    return [form for form in Reader(html).forms if form.method == "post" and form.action]
