"""Why a row does not reach its goal, as the profile of the page or of the act showed; printed beneath its row."""

QUEUE = (
    "markup of the shell and of 50 rows takes a third, the figures of the seven views a seventh, the rows an eighth in "
    "SQL and as much again in words and clocks; the rest is Flask and SQLAlchemy around five statements"
)
ACCOUNT = "eleven statements, their SQL 0.2 ms together: entities, the shell and the timeline's words are Python"
FILING = (
    "sixteen statements through SQLAlchemy; ten of them stand under the write gate, which is held from the second look "
    "at the visitor until the commit is on disk, two fifths of the time: two workers meet there"
)
FRAGMENT = "50 rows of six cells, some 80 bytes each when squeezed: subject, number, partner and clock hardly repeat"
SEARCH = (
    "up to seven looks into the index and three readings of rows, a quarter of a millisecond each with SQLAlchemy "
    "around it; the common word is counted to a hundred and no further"
)
