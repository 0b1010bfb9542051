"""What to do about each mistake in a clause."""

from flask_babel import lazy_gettext as _l

ERRORS = {
    "required": _l("Fill this in."),
    "not_a_number": _l("Enter a number."),
    "not_whole": _l("Enter a whole number."),
    "out_of_range": _l("This number is out of range."),
    "too_many_decimals": _l("Too many digits after the decimal point."),
    "not_a_text": _l("Enter text."),
    "bad_characters": _l("Remove the characters that cannot be shown."),
    "too_long": _l("Make it shorter."),
    "too_many": _l("Too many lines."),
    "not_a_list": _l("Enter a list."),
    "not_a_date": _l("Enter a date like 2026-11-23."),
    "not_a_moment": _l("Enter date, time and offset from UTC like 2026-11-23T14:30+08:00."),
    "not_yes_or_no": _l("Choose yes or no."),
    "unknown_choice": _l("Choose one of the list."),
    "unknown_field": _l("This clause has no such field."),
    "wrong_shape": _l("This cannot be read; enter it again."),
    "wrong_side": _l("This clause is not for this side of the contract."),
    "bad_line": _l("Enter one code of digits on each line."),
    "steps_not_ascending": _l("Each step must be higher than the one before."),
    "close_after_open": _l("The window must close after it opens: fewer days before the end."),
    "past_the_end": _l("The period would run past the end of the contract."),
    "over_cap": _l("This is above the total allowed."),
    "over_value": _l("Earnest money cannot exceed the contract value."),
    "only_one": _l("Fill in one of the two, not both."),
    "not_json": _l("The file is no JSON from here on."),
    "wrong_group": _l("This clause does not extend a term."),
}
