"""How many rows a bulk change reached: of several who try the same change at once, one reaches it."""

from sqlalchemy import CursorResult, Update

from portal.domain.scope import GuardedSession


def rows_changed(session: GuardedSession, statement: Update) -> int:
    """Run the update under the session's scope; rows already loaded are not touched up."""
    done = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    return done.rowcount
