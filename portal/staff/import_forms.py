"""The forms of an import: the file, and how its columns are read."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField
from wtforms.fields.choices import SelectChoice

from portal.intake.models import ImportBatch
from portal.intake.plans import Plan, changed_plan
from portal.intake.subjects import SUBJECTS
from portal.web.current import received_files
from portal.web.forms import ChoiceField, Form
from portal.web.import_words import KINDS
from portal.web.sent_file import SendFile

KIND_CHOICES = [SelectChoice(str(kind), word) for kind, word in KINDS.items()]
ENDINGS = (".xlsx", ".xls", ".csv")


class SendWorkbook(SendFile):
    """One workbook."""

    files = MultipleFileField(_l("Workbook"), render_kw={"accept": ",".join(ENDINGS), "required": True})
    default_kind: str | None = None

    def mistake(self) -> str | None:
        files = received_files()
        if len(files) != 1:
            return str(_("Choose one file: XLSX, XLS or CSV."))
        if not files[0].name.lower().endswith(ENDINGS):
            return str(_("“%(name)s” is no workbook. Choose an XLSX, XLS or CSV file.", name=files[0].name))
        return None


class OfKind(Form):
    """The kind of account that rows are when they do not say."""

    kind = ChoiceField(_l("Rows that do not say their kind are"), choices=KIND_CHOICES)

    @property
    def default_kind(self) -> str | None:
        return self.kind.data


class NewImport(OfKind, SendWorkbook):
    """A workbook of accounts."""


class ReadAgain(Form):
    """How each sheet is read: sheet-0, table-0, header-0 and column-0-3 for the first sheet and its fourth column."""

    default_kind: str | None = None

    def plan_for(self, batch: ImportBatch, sent: dict[str, str]) -> Plan | None:
        """The plan as the form says, or None with the mistake in `form_errors`."""
        if not self.validate():
            return None
        try:
            plan = changed_plan(batch.plan, sent, SUBJECTS[batch.subject])
        except ValueError:
            self.form_errors = [
                _("Each field can be read from one column of a sheet, the header row is one of the first 30.")
            ]
            return None
        if not any(entry["taken"] for entry in plan):
            self.form_errors = [_("Choose at least one sheet.")]
            return None
        return plan


class ReadAccountsAgain(OfKind, ReadAgain):
    """The kind may be chosen anew too."""


FORMS: dict[str, type[Any]] = {"accounts": NewImport, **dict.fromkeys(SUBJECTS.keys() - {"accounts"}, SendWorkbook)}


def read_again(subject: str) -> type[Any]:
    return ReadAccountsAgain if subject == "accounts" else ReadAgain
