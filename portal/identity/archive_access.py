"""Who may go where in the archive beyond its plain fields: history, secret numbers, tags, the blacklist."""

from portal.identity.hats import ARCHIVISTS, BLACKLISTERS, REVEALERS, STAFF

ARCHIVE_ACCESS: dict[str, frozenset[str]] = {
    "staff.show_account_history": STAFF,
    "staff.ask_to_reveal": REVEALERS,
    "staff.reveal_number": REVEALERS,
    "staff.add_tag": ARCHIVISTS,
    "staff.remove_tag": ARCHIVISTS,
    "staff.show_blacklist": STAFF,
    "staff.put_on_blacklist": BLACKLISTERS,
    "staff.take_off_blacklist": BLACKLISTERS,
}
