"""Conditions on promises, said once."""

from portal.domain.promises.models import Pledge

IS_STILL_OPEN = (Pledge.kept_at.is_(None), Pledge.called_off_at.is_(None))
"""Neither kept nor called off; the words of the partial indexes."""
