"""Why a row does not reach its goal, as the profile of the page or of the act showed; printed beneath its row."""

QUEUE = (
    "seven prepared statements take a quarter, half of it in SQLite; markup of the shell and of 50 rows takes "
    "three tenths, words and clocks of the rows an eighth; the rest is Flask and the session's life"
)
ACCOUNT = "eleven statements, their SQL 0.2 ms together: entities, the shell and the timeline's words are Python"
BOARDS = "they ask for what the queue asks for and for half a dozen kinds of things more, each a statement of its own"
FILING = (
    "fourteen statements, all of them prepared; Flask, the form and its check, the token against forgery and the "
    "commit on the disk are most of what is left; two workers meet at the write gate"
)
FRAGMENT = "50 rows of six cells, some 80 bytes each when squeezed: subject, number, partner and clock hardly repeat"
SEARCH = (
    "up to seven looks into the index and three readings of rows, a quarter of a millisecond each with SQLAlchemy "
    "around it; the common word is counted to a hundred, a beginning to twenty"
)
