"""Who hears of a promise: whoever of us keeps it, and whom it was given to."""

from portal.notify.recipients import Circle, Recipient, account_owners, business_manager


def promise_keeper(circle: Circle) -> list[Recipient]:
    """Who has it now; once they have left, the account's manager: it must not fall due unseen."""
    kept_by = circle.staff(post for post in circle.all_staff if post.id == circle.thing.owner_id)
    return kept_by or business_manager(circle)


def promised_to(circle: Circle) -> list[Recipient]:
    """Who filed what it was made in; the owners when there is nobody of that name, or when it was made in a call.
    Nobody for what is ours alone."""
    if circle.thing.is_internal:
        return []
    theirs = [member for member in circle.members if member.login_id == circle.thing.promised_to_id]
    return [Recipient(member.login, member.account_id) for member in theirs] or account_owners(circle)
