"""The Flask-SQLAlchemy extension, used for nothing but the life of a session."""

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BoundSession

from portal.domain.base import Base
from portal.domain.scope import GuardedSession


class RequestSession(GuardedSession, BoundSession):
    """The guarded session, bound to the application's engine."""


db = SQLAlchemy(
    metadata=Base.metadata,
    session_options={"class_": RequestSession, "autobegin": False, "expire_on_commit": False},
)
