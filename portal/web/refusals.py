"""Words for what the domain refuses."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.domain.base import Refused
from portal.web.archive_refusals import REFUSALS as OF_ARCHIVE
from portal.web.duplicate_words import REFUSALS as OF_ACCOUNTS
from portal.web.extension_refusals import REFUSALS as OF_EXTENSIONS
from portal.web.hand_over_words import REFUSALS as OF_HAND_OVERS
from portal.web.loop_words import REFUSALS as OF_LOOP
from portal.web.paper_words import REFUSALS as OF_PAPERS
from portal.web.paper_words import with_names
from portal.web.privacy_refusals import OF_ARCHIVE_CHANGES
from portal.web.relation_refusals import REFUSALS as OF_RELATIONS
from portal.web.sign_in_refusals import REFUSALS as OF_SIGN_IN
from portal.web.survey_words import REFUSALS as OF_SURVEYS
from portal.web.territory_refusals import REFUSALS as OF_TERRITORY
from portal.web.tie_words.refusals import REFUSALS as OF_TIES

REFUSALS: dict[str, Any] = {
    **OF_RELATIONS,
    **OF_LOOP,
    **OF_SURVEYS,
    **OF_SIGN_IN,
    **OF_TIES,
    **OF_ARCHIVE,
    **OF_ACCOUNTS,
    **OF_HAND_OVERS,
    **OF_ARCHIVE_CHANGES,
    **OF_EXTENSIONS,
    **OF_PAPERS,
    **OF_TERRITORY,
    "request.wrong_state": _l("This cannot be done with the request any more. See its state now and decide again."),
    "request.resolve_unanswered": _l("Answer the partner first, or say here what was done."),
    "answer.gone_out": _l("It is too late: the answer has gone out, or was taken back already."),
    "draft.too_long": _l("This is too long to be kept as a draft: at most %(most)s characters."),
    "request.reopen_too_late": _l("%(number)s ended more than 15 days ago. Post a new request and name this one."),
    "calendar.taken": _l("This change of the calendar is taken already. Reload the page."),
    "calendar.no_work": _l(
        "Nothing is changed: around %(day)s there would be no working day for %(most)s days, and no deadline could be "
        "counted. Check the file."
    ),
    "calendar.nothing_to_undo": _l("There is nothing to take back any more. Reload the page."),
    "calendar.changed_since": _l("%(day)s was changed again since. Take the newer change back first."),
    "policy.no_draft": _l("The draft of the service standard is in force or dropped already. Reload the page."),
    "request.taken": _l("A colleague was faster: %(number)s is with %(name)s now."),
    "request.changed": _l("Somebody changed %(number)s meanwhile. See how it stands now and decide again."),
    "view.too_many": _l("You keep %(most)s views already. Remove one first."),
    "view.changed": _l("Somebody changed “%(name)s” meanwhile. Open it again, then change it."),
    "view.not_yours": _l("“%(name)s” belongs to others: only they and managers change it or share it so far."),
    "view.not_of_role": _l("This role does not have that view. Share it with the role first."),
    "request.extension_open": _l(
        "%(number)s asks for an extension that is under way: it ends with the extension. Decide about that."
    ),
    "category.not_offered": _l("This kind of request is not offered to you. Choose what comes closest, or call us."),
    "category.needs_contract": _l(
        "This needs a contract with us that is running. Choose something else, or ask your contact person."
    ),
    "category.changed": _l("Somebody changed this category meanwhile. Open it again; what you typed stands below."),
    "category.no_draft": _l("The draft of this category is in force or dropped already. Reload the page."),
    "category.in_force_already": _l("That version is in force already. Reload the page."),
    "batch.ended": _l("The watch on batch %(batch)s has ended already. Reload the page."),
    "paper.request_over": _l("%(number)s has ended: its papers stay as they are."),
    "canned.unknown_gap": _l("Nothing fills {%(gap)s}. What can be filled: %(known)s."),
    "canned.not_yours": _l("“%(title)s” belongs to others: you can use it, and keep one of your own."),
    "canned.changed": _l("Somebody changed “%(title)s” meanwhile. Open it again, then change it."),
    "rating.not_now": _l("%(number)s cannot be rated now: it is not done, or the seven days for it are over."),
    "rating.unknown_score": _l("Choose one of the five."),
    "rating.unknown_reason": _l("Choose one of the list."),
    "feedback.wrong_state": _l("This cannot be done with the feedback any more. See its state now and decide again."),
    "feedback.root_cause_missing": _l("Name the root cause of this complaint first."),
    "feedback.unknown_subtype": _l("This does not fit the kind of feedback. Choose again."),
    "contract.version_signed": _l("Both sides have signed %(number)s: it cannot be changed. Begin an amendment."),
    "contract.draft_open": _l("An amendment of %(number)s is being written already. Finish that one first."),
    "contract.amended_before_start": _l("An amendment cannot take effect before the contract begins."),
    "contract.no_clauses": _l("Type in the clauses first; there is nothing to sign yet."),
    "contract.no_such_article": _l("There is no %(article)s in this contract."),
    "contract.in_review": _l("%(number)s is under review or read through already. Send it back before you change it."),
    "contract.lacks_clauses": _l("Clauses are missing that such a contract should have. Add them, or give the reason."),
    "contract.not_a_manager": _l("Only the management lets a contract go without these clauses."),
    "contract.not_yours_to_review": _l(
        "You handed %(number)s in, have agreed already, or are not asked. Others decide."
    ),
    "contract.not_reviewed": _l(
        "What was not signed before it is recorded here goes through the internal review first."
    ),
    "contract.still_awaits": _l("What %(number)s waits for is not there yet. See its page for what is missing."),
    "contract.still_open": _l("Something about %(number)s is still open. See its page for what it is."),
    "contract.archived": _l("%(number)s is put away: it can be read, and nothing of it changed."),
    "contract.wrong_state": _l("This cannot be done with %(number)s any more. See its state now and decide again."),
    "contract.terminated_already": _l("%(number)s is terminated already, from %(day)s on."),
    "contract.ground_not_here": _l("Only a supplier takes a right back. Choose another ground."),
    "contract.notice_ahead": _l("A notice counts once it has arrived. Type a day that has come."),
    "contract.notice_too_early": _l("The contract began on %(day)s: the notice cannot have arrived before."),
    "contract.ends_before_notice": _l("It cannot end before the notice arrived."),
    "contract.ends_anyway": _l("The contract ends on %(day)s anyway. Type an earlier day."),
    "contract.settled_ahead": _l("Type the day on which it was settled; it cannot lie ahead."),
    "contract.settled_too_early": _l("The contract is over from %(day)s on: it cannot be settled before."),
    "contract.terminated": _l("%(number)s is terminated: its term cannot be changed."),
    "contract.not_longer": _l("The new last day must lie after the present one. A term is never shortened here."),
    "contract.number_taken": _l("%(number)s is recorded already. Check the number on the paper."),
    "contract.not_for_upstream": _l("%(number)s is no supplier: upstream contracts are made with suppliers."),
    "contract.not_for_downstream": _l("%(number)s is neither a distributor nor an agent."),
    "contract.ends_before_start": _l("The last day lies before the first."),
    "contract.person_cannot_buy_out": _l(
        "%(name)s is a natural person and cannot trade in drugs. Name the licensed company that takes the goods."
    ),
    "contract.goods_party_unlicensed": _l("%(name)s has no valid drug licence on file. Record it first."),
    "contract.beyond_upstream": _l(
        "%(number)s grants more than we hold, or what others hold too. Correct it, or give the reason in writing."
    ),
    "contract.exclusive_taken": _l("%(other)s gives another partner the same exclusively. Only one of them can be."),
    "breach.no_portal": _l("%(name)s has no portal. Send the notice on paper and type the day it arrived."),
    "breach.wrong_state": _l("This cannot be done with the breach any more. See its state now and decide again."),
    "breach.no_such_article": _l("%(article)s was not in force on %(day)s. Choose another clause or day."),
    "breach.confidential": _l("%(number)s is confidential: record the breach by hand, without its number and files."),
    "breach.in_the_future": _l("A breach cannot lie in the future. Check the day."),
    "breach.four_eyes": _l("You reported %(number)s yourself: somebody else has to decide."),
    "breach.own_proposal": _l("You proposed this change yourself: somebody else has to decide."),
    "breach.time_to_reply": _l("The partner may answer until the end of %(day)s. Decide after that."),
    "breach.time_to_cure": _l("The partner may put it right until the end of %(day)s. Decide after that."),
    "breach.no_time_to_cure": _l("%(article)s gives no time to put it right. Decide instead."),
    "breach.cured_too_late": _l("It had to be put right by %(day)s. Decide instead."),
    "breach.not_enough_facts": _l("The sum cannot be worked out yet: facts are missing."),
    "breach.proposal_open": _l("A change of %(number)s is proposed already. Decide about that one first."),
    "breach.no_proposal": _l("No change of %(number)s waits for a decision any more."),
    "breach.more_than_due": _l("This is more than the sum of %(number)s."),
    "deposit.below_zero": _l("The deposit of %(number)s does not hold that much."),
    "deposit.in_the_future": _l("This day has not come yet."),
    "deposit.breach_open": _l("A breach under %(number)s is still open: settle it before paying the deposit back."),
    "notice.not_theirs": _l("That side cannot give this notice: the clause gives it to the other one."),
    "notice.ahead": _l("This day lies ahead. Record the notice once it has arrived."),
    "notice.outside_window": _l("On that day the notice has no effect: it must arrive within its window."),
    "notice.given": _l("This notice of %(number)s is recorded already. Reload the page."),
    "pledge.day_passed": _l("This day has passed. Promise a day that can still be kept."),
    "pledge.too_far": _l("This lies more than two years ahead. Check the year."),
    "pledge.same_day": _l("It is promised for this day already."),
    "pledge.ended": _l("%(number)s is kept or called off already. Reload the page."),
    "pledge.no_owner": _l("Choose who keeps it."),
    "pledge.not_told_yet": _l("The partner has not been told of %(number)s yet: keep this promise for us alone."),
    "pledge.confidential": _l("%(number)s is confidential: say it in the answer, others of the account read promises."),
    "attachment.quota_reached": _l("All your files together may hold %(quota_mb)s MB. Ask us to make room."),
    "token.used": _l("This link was used already or a newer one was sent. Ask for another one."),
    "staff.own_post": _l("You cannot change your own roles. Ask another administrator."),
    "staff.last_administrator": _l("This is the last administrator. Make somebody else administrator first."),
    "staff.lead_circle": _l("This colleague is led by %(name)s, directly or further up. Choose somebody else."),
    "absence.own_deputy": _l("Nobody stands in for themselves. Choose another colleague."),
    "absence.days": _l("Check the days: from the first to the last, not over already, at most a year long."),
    "absence.overlaps": _l("%(name)s is away from %(first)s to %(last)s already. End that absence first."),
    "absence.deputy_away": _l("%(name)s is away as well, from %(first)s to %(last)s. Choose another deputy."),
    "absence.stands_in": _l(
        "From %(first)s to %(last)s %(name)s is away and counts on this very person. Another deputy is needed there "
        "first."
    ),
    "absence.not_yours": _l("Only the person themselves or an administrator ends an absence."),
    "absence.over": _l("This absence is over already. Reload the page."),
    "assignment_rule.changed": _l("Somebody changed “%(name)s” meanwhile. Open it again, then change it."),
    "staff.login_taken": _l("Somebody signs in with this e-mail address already."),
    "membership.last_owner": _l("This is the only owner. Make somebody else owner first."),
    "membership.already_member": _l("%(email)s is one of your people already."),
    "invitation.already_open": _l("%(email)s is invited already. Send the invitation again instead."),
    "invitation.not_open": _l("This invitation was accepted or taken back. Reload the page."),
    "invitation.of_staff": _l("This sign-in belongs to one of our staff and cannot act for a partner."),
    "invitation.for_somebody_else": _l("This invitation was sent to somebody else."),
    "invitation.kind_has_no_portal": _l("Suppliers have no portal: nobody of this account can be invited."),
    "invitation.account_closed": _l("This account is suspended or archived: nobody of it can be invited."),
    "integration.name_taken": _l("There is an integration called “%(name)s” already."),
    "integration.no_account": _l("Name the accounts of the partner whose program this is."),
    "bot.beyond_reach": _l("A group hears of every account: only who sees all of them can choose what it hears."),
    "integration.beyond_reach": _l("Name the accounts it may reach: you look after some of them only."),
    "integration.unknown_account": _l("Unknown: %(numbers)s."),
    "integration.revoked": _l("This integration is revoked. Make a new one."),
    "hook.paused": _l("The endpoint is paused already. Reload the page."),
    "hook.not_paused": _l("The endpoint is not paused any more. Reload the page."),
    "message.not_dead": _l("This mail is no longer given up. Look at the list again."),
    "message.not_waiting": _l("This mail is not waiting any more. Look at the list again."),
    "tier.override_day": _l("Choose a day from today on, by %(last)s at the latest."),
    "stage.not_yet": _l("Something that this stage asks for is still missing."),
    "stage.told_by_figures": _l("The figures tell this by themselves."),
    "import.needs_full_reach": _l("An import looks at every account. Ask somebody who sees all of them."),
    "import.not_your_numbers": _l(
        "A column holds numbers of persons or bank accounts. Only whoever sent the file has it read as something else."
    ),
    "import.wrong_state": _l("This cannot be done with %(number)s any more. Reload the page to see how far it is."),
    "import.nothing_to_import": _l("There is no row to import. Check the file first."),
    "import.nothing_to_undo": _l("Nothing was imported, so nothing has to be taken back."),
    "mail.decided": _l("Somebody has decided about this mail already. Reload the page."),
    "archive.filled_already": _l("Somebody filled this in meanwhile. See on the page of %(number)s what stands there."),
    "archive.not_a_key_field": _l("This field is not one of those that are confirmed."),
    "archive.no_such_gap": _l("This gap is closed or put off already. Reload the page."),
    "edit.conflict": _l("Somebody saved this while you were editing. Compare and save again; your text is kept."),
}


def words_for(refusal: Refused) -> str:
    """The sentence for a refusal, in the reader's language."""
    words = REFUSALS.get(refusal.code)
    return str(words) % with_names(refusal.facts) if words is not None else str(_l("This is not possible now."))
