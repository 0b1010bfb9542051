"""The part of the unit of work that is about what partners tell us and what we make of it."""

from functools import cached_property

from portal.domain.surveys.repository import Surveys
from portal.domain.voice.figures import VoiceFigures
from portal.domain.voice.loop import Loop
from portal.domain.voice.sayings import Sayings
from portal.domain.work import Work


class VoiceWork(Work):
    """The feedback loop as staff see it, what is published of it, surveys, and figures."""

    @cached_property
    def loop(self) -> Loop:
        return Loop(self)

    @cached_property
    def sayings(self) -> Sayings:
        return Sayings(self)

    @cached_property
    def surveys(self) -> Surveys:
        return Surveys(self)

    @cached_property
    def voice_figures(self) -> VoiceFigures:
        return VoiceFigures(self)
