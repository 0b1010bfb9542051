"""A form that takes one file and looks into it before it is taken."""

from typing import Any

from portal.domain.attachments.models import StoredFile
from portal.web.current import received_files
from portal.web.forms import Form


class SendFile(Form):
    """Whoever derives from it adds the field `files`, and says in `mistake` what is wrong with what came."""

    files: Any

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.files.errors and (mistake := self.mistake()):
            self.files.errors = [mistake]
        return valid and not self.files.errors

    def mistake(self) -> str | None:
        """In words; None for a file that will do."""
        raise NotImplementedError

    @property
    def file(self) -> StoredFile:
        return received_files()[0]
