"""Why a row does not reach its goal, as profiles of the page or the act showed; printed beneath the row it belongs to."""

QUEUE = (
    "Python, not SQL, which takes a tenth: markup of the shell and of 50 rows a third, SQLAlchemy around 6 statements "
    "a third, words and clocks of the rows a fifth"
)
ACCOUNT = "11 statements of entities and the shell; SQL itself is 0.2 ms"
FILING = (
    "one transaction of 17 statements (number, row, card, event, search entry, form receipt), and the write gate is "
    "held from before the form is read until the commit is on disk, so two workers file one after the other"
)
ANSWERING = "as filing: the gate is held while form and desk are read"
FRAGMENT = "50 rows of six cells, 80 bytes each when squeezed: subject, number, partner and clock hardly repeat"
SIGN_IN = "besides the hash: throttle, session, event and the last session's end in one transaction on disk"
WAITING = "both web workers can wait at the write gate at once while a chunk of the import is written"
IMPORT = "per account one row each of account, standing, contact, event and search entry, 30 ms a transaction"
MEMORY = "Python, SQLAlchemy's mappings and compiled templates; what workers write to is no longer shared"
COLD = "importing SQLAlchemy, Babel, WTForms and every room; static files are read and named once"
