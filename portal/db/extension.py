"""The Flask-SQLAlchemy extension, used for nothing but the life of a session."""

from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BoundSession

from portal.domain.base import Base
from portal.domain.scope import GuardedSession


class RequestSession(GuardedSession, BoundSession):
    """The guarded session, bound to the application's engine."""

    _engine: Any = None

    def get_bind(self, *args: Any, **kwargs: Any) -> Any:
        """There is one engine: it is looked for once in each session's life, not for each of its statements."""
        if self._engine is None:
            self._engine = super().get_bind(*args, **kwargs)
        return self._engine


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"class_": RequestSession, "autobegin": False, "expire_on_commit": False},
)
