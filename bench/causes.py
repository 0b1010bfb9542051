"""Why a row does not reach its goal, as the profile of the page or of the act showed; printed beneath its row."""

QUEUE = (
    "markup of the shell and of 50 rows takes a third, the figures of the seven views a seventh, the rows an eighth in "
    "SQL and as much again in words and clocks; the rest is Flask and SQLAlchemy around five statements"
)
ACCOUNT = "eleven statements, their SQL 0.2 ms together: entities, the shell and the timeline's words are Python"
FILING = (
    "fifteen statements through SQLAlchemy, a third of the time in filing itself and a fifth in the form; the write "
    "gate is held from before the form is read until the commit is on disk, so two workers file one after the other"
)
FRAGMENT = "50 rows of six cells, some 80 bytes each when squeezed: subject, number, partner and clock hardly repeat"
