"""Changing a category: a draft beside the version in force, until it is put into force or dropped; and the way back."""

from dataclasses import replace

from sqlalchemy import Select, func, select

from portal.domain.base import Conflict, NotFound, Refused
from portal.domain.people.models import Login
from portal.domain.requests.catalogue import RequestCategory
from portal.domain.requests.categories.in_force import forget_settings
from portal.domain.requests.categories.overlay import (
    Overlay,
    Setting,
    changed_names,
    from_json,
    setting_of,
    to_json,
)
from portal.domain.requests.categories.own import OwnField
from portal.domain.requests.categories.rows import CategorySetting
from portal.domain.work import Repository

MOST_SHOWN = 30
"""Versions of one category on its page."""


class CategorySettings(Repository):
    def newest(self, code: RequestCategory) -> Setting:
        """The version in force as the database has it now, not as the process remembers it."""
        row = self.session.scalar(self._published(code).limit(1))
        return row.value if row else setting_of(code)

    def version(self, code: RequestCategory, no: int) -> Setting:
        """A version that was in force; 0 is as delivered. Raises NotFound."""
        if no == 0:
            return setting_of(code)
        row = self.session.scalar(self._published(code).where(CategorySetting.no == no))
        if row is None:
            raise NotFound(str(no))
        return row.value

    def versions(self, code: RequestCategory) -> list[tuple[CategorySetting, str]]:
        """What was put into force, the newest first, and who did it."""
        query = self._published(code).add_columns(Login.name).outerjoin(Login, Login.id == CategorySetting.made_by_id)
        return [(row, name or "") for row, name in self.session.execute(query.limit(MOST_SHOWN))]

    def draft(self, code: RequestCategory) -> CategorySetting | None:
        """What is being prepared."""
        query = select(CategorySetting).where(CategorySetting.category == code)
        return self.session.scalar(query.where(CategorySetting.in_force_since.is_(None)).limit(1))

    def drafts(self) -> set[str]:
        """The categories of which something is being prepared."""
        return set(
            self.session.scalars(select(CategorySetting.category).where(CategorySetting.in_force_since.is_(None)))
        )

    def stamp(self, code: RequestCategory) -> str:
        """What a form was made from: the version in force and the state of the draft."""
        draft = self.draft(code)
        return f"{self.newest(code).no}.{draft.version if draft else 0}"

    def prepare(self, code: RequestCategory, wanted: Overlay, *, seen: str) -> CategorySetting:
        """Keep the draft; fields without a name are new. Conflict when somebody changed the category since `seen`."""
        if seen != self.stamp(code):
            raise Conflict("category.changed")
        before, draft = self.newest(code).overlay, self.draft(code)
        last = max(before.last_no, from_json(draft.overlay).last_no if draft else 0)
        stored = to_json(_with_names(wanted, last))
        if draft is None:
            draft = self._add(code, stored)
        else:
            draft.overlay, draft.made_at, draft.made_by_id = stored, self.work.now, self.work.actor.login_id
        self.session.flush()
        return draft

    def publish(self, code: RequestCategory) -> Setting:
        """Put the draft into force. Refused when there is none."""
        before, draft = self.newest(code), self._the_draft(code)
        self._put_into_force(draft, before)
        draft.made_by_id = self.work.actor.login_id
        return draft.value

    def discard(self, code: RequestCategory) -> None:
        draft = self._the_draft(code)
        draft.record("category.discarded", by=self.work.actor, at=self.work.now)
        self.session.delete(draft)

    def take_back(self, code: RequestCategory, no: int) -> Setting:
        """Let an older version count again, as a new one; what is being prepared is dropped. Numbers of fields that
        were given since stay given. Refused for the version that is in force."""
        before, wanted = self.newest(code), self.version(code, no)
        if before.no == no:
            raise Refused("category.in_force_already")
        draft = self.draft(code)
        last = max(before.overlay.last_no, from_json(draft.overlay).last_no if draft else 0)
        if draft is not None:
            self.session.delete(draft)
            self.session.flush()
        row = self._add(code, to_json(replace(wanted.overlay, last_no=last)))
        row.taken_from = no
        self._put_into_force(row, before)
        return row.value

    def _put_into_force(self, row: CategorySetting, before: Setting) -> None:
        row.in_force_since = self.work.now
        changed = changed_names(before.overlay, from_json(row.overlay))
        row.record("category.changed", by=self.work.actor, at=self.work.now, changed=changed, taken_from=row.taken_from)
        self.session.flush()
        forget_settings(self.work)

    def _add(self, code: RequestCategory, stored: dict[str, object]) -> CategorySetting:
        last = self.session.scalar(select(func.max(CategorySetting.no)).where(CategorySetting.category == code))
        row = CategorySetting(
            category=code, no=(last or 0) + 1, overlay=stored, made_at=self.work.now,
            made_by_id=self.work.actor.login_id,
        )  # fmt: skip
        self.session.add(row)
        return row

    def _the_draft(self, code: RequestCategory) -> CategorySetting:
        found = self.draft(code)
        if found is None:
            raise Refused("category.no_draft")
        return found

    def _published(self, code: RequestCategory) -> Select[CategorySetting]:
        query = select(CategorySetting).where(CategorySetting.category == code)
        return query.where(CategorySetting.in_force_since.is_not(None)).order_by(CategorySetting.no.desc())


def _with_names(wanted: Overlay, last: int) -> Overlay:
    """A field keeps a name that this category has given before; every other one gets a new name."""
    given, named = {f"own_{no}" for no in range(1, last + 1)}, list[OwnField]()
    for one in wanted.fields:
        if one.name in given:
            given.discard(one.name)
            named.append(one)
        else:
            last += 1
            named.append(replace(one, name=f"own_{last}"))
    return replace(wanted, fields=tuple(named), last_no=last)
