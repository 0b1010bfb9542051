"""Who hears what, and by which channel: a table. An event whose kind is missing here is told to nobody."""

from collections.abc import Callable

from portal.notify.care_routing import CARE_ROUTING
from portal.notify.contract_recipients import contract_keepers, contract_reviewers, owners_who_can_act
from portal.notify.escalation_recipients import deputy_of_absence, leads_of_desk, sponsor_of_vip, who_is_absent
from portal.notify.extension_recipients import deciders, lawyers, proposer
from portal.notify.hook_recipients import administrators
from portal.notify.joined_recipients import joined_contacts, who_had_the_other, whose_was_joined
from portal.notify.models import EMAIL, INBOX
from portal.notify.paper_recipients import colleague_who_gave_it, paper_checkers, paper_givers
from portal.notify.privacy_recipients import who_asks, who_proposed
from portal.notify.promise_recipients import promise_keeper, promised_to
from portal.notify.quality_recipients import quality_staff
from portal.notify.recipients import (
    Circle,
    Recipient,
    account_filers,
    account_owners,
    answerers,
    assignee,
    breach_deciders,
    breach_reporter,
    business_manager,
    care_owner,
    cashiers,
    compliance,
    desk,
    heirs,
    invited_person,
    posting_contact,
    reckoners,
    the_colleague,
    the_login,
    the_writer,
    whom_we_wait_for,
)
from portal.notify.report_recipients import executives, who_asked_for_it
from portal.notify.survey_link import the_asked
from portal.notify.voice_recipients import askers, feedback_owner, sponsor
from portal.notify.watchers import called, watchers, who_sent_it

Finder = Callable[[Circle], list[Recipient]]

PARTNER_SIDE: frozenset[Finder] = frozenset(
    {
        posting_contact, account_owners, account_filers, owners_who_can_act, whom_we_wait_for, the_writer, promised_to,
        the_asked, joined_contacts, whose_was_joined, who_had_the_other, who_proposed, who_asks, paper_givers,
    }
)  # fmt: skip
ABOUT_ONESELF: frozenset[Finder] = frozenset({the_login})
"""Told even to the one who did it: whoever stole a password should not be the only one to know."""
TOLD_APART: dict[Finder, str] = {called: "request.called"}
"""Who reads other words than the rest who hear of the same event: the kind their message goes by."""

_OF_LAST_DAYS = [
    (contract_keepers, INBOX), (contract_keepers, EMAIL), (owners_who_can_act, INBOX), (owners_who_can_act, EMAIL),
]  # fmt: skip
_OF_ITS_LIFE = [(account_owners, INBOX), (contract_keepers, INBOX), (business_manager, INBOX)]
_TO_WHO_JOINED = [(joined_contacts, INBOX), (joined_contacts, EMAIL)]
_TO_THE_PARTNER = [(posting_contact, INBOX), (posting_contact, EMAIL), *_TO_WHO_JOINED, (account_owners, INBOX)]
_TO_PARTNER_AND_OWNERS = [*_TO_THE_PARTNER, (account_owners, EMAIL)]
"""What moves the end of a contract, or needs an owner to decide in time, owners get by mail as well."""
_TO_BOTH = [(whose_was_joined, INBOX), (whose_was_joined, EMAIL), (who_had_the_other, INBOX)]
_TO_WHO_DEALS_WITH_IT = [(proposer, INBOX), (desk, INBOX), (business_manager, INBOX), (care_owner, INBOX)]

_TO_THE_OWNERS = [(account_owners, INBOX), (account_owners, EMAIL)]
_OF_A_PROMISE = [(promised_to, INBOX), (promised_to, EMAIL), (promise_keeper, INBOX)]
_TO_WHO_ANSWERS = [(account_filers, INBOX), (account_filers, EMAIL)]

_OF_A_BREACH = [(who, channel) for who in (desk, leads_of_desk, sponsor_of_vip) for channel in (INBOX, EMAIL)]

_TO_WHO_FOLLOWS_UP = [(who, INBOX) for who in (feedback_owner, answerers, business_manager, care_owner)]
_TO_WHO_GAVE_IT = [(paper_givers, INBOX), (paper_givers, EMAIL), (colleague_who_gave_it, INBOX)]

ROUTING: dict[str, list[tuple[Finder, str]]] = {
    "request.posted": [(desk, INBOX), (business_manager, INBOX), (posting_contact, INBOX), (posting_contact, EMAIL)],
    "request.answered": [*_TO_THE_PARTNER, (assignee, INBOX), (watchers, INBOX)],
    "request.answer_returned": [(who_sent_it, INBOX)],
    "request.replied": [(desk, INBOX), (posting_contact, INBOX), (watchers, INBOX)],
    "request.noted": [(called, INBOX), (assignee, INBOX), (watchers, INBOX)],
    "request.assigned": [(assignee, INBOX)],
    "request.waiting": [(whom_we_wait_for, INBOX), (whom_we_wait_for, EMAIL), *_TO_WHO_JOINED, (watchers, INBOX)],
    "request.resolved": [*_TO_THE_PARTNER, (assignee, INBOX), (watchers, INBOX)],
    "request.rejected": [*_TO_THE_PARTNER, (assignee, INBOX), (watchers, INBOX)],
    "request.rated": [(assignee, INBOX)],
    "request.rated_low": [(assignee, INBOX), (business_manager, INBOX), (care_owner, INBOX)],
    "request.closed": [(posting_contact, INBOX), (joined_contacts, INBOX), (assignee, INBOX), (watchers, INBOX)],
    "request.reopened": [(who, INBOX) for who in (desk, business_manager, care_owner, posting_contact, watchers)],
    "request.cancelled": [(desk, INBOX), (watchers, INBOX)],
    "request.merged": [*_TO_BOTH, (assignee, INBOX), (watchers, INBOX)],
    "request.parted": [*_TO_BOTH, (assignee, INBOX), (watchers, INBOX)],
    "request.converted": [*_TO_THE_PARTNER, (assignee, INBOX), (watchers, INBOX)],
    "request.running_late": [(desk, INBOX), (desk, EMAIL)],
    "request.overdue": [*_OF_A_BREACH],
    "request.batch_again": [(quality_staff, INBOX), (quality_staff, EMAIL)],
    "request.paper_given": [(assignee, INBOX), (watchers, INBOX)],
    "request.paper_refused": [(posting_contact, INBOX)],
    "extension.asked": [(lawyers, INBOX), (account_owners, INBOX)],
    "extension.proposed": [(deciders, INBOX)],
    "extension.returned": [(proposer, INBOX)],
    "extension.approved": [*_TO_PARTNER_AND_OWNERS, (proposer, INBOX), (assignee, INBOX)],
    "extension.refused": [*_TO_PARTNER_AND_OWNERS, (proposer, INBOX), (assignee, INBOX), (care_owner, INBOX)],
    "extension.acknowledged": [*_TO_PARTNER_AND_OWNERS, *_TO_WHO_DEALS_WITH_IT, (lawyers, INBOX)],
    "extension.declined": [(posting_contact, INBOX), (account_owners, INBOX), *_TO_WHO_DEALS_WITH_IT],
    "extension.withdrawn": [(posting_contact, INBOX), (account_owners, INBOX), *_TO_WHO_DEALS_WITH_IT],
    "extension.lapsed": [*_TO_PARTNER_AND_OWNERS, *_TO_WHO_DEALS_WITH_IT],
    "feedback.posted": [(desk, INBOX), (business_manager, INBOX), (care_owner, INBOX)],
    "feedback.acknowledged": [(posting_contact, INBOX)],
    "feedback.answered": [*_TO_THE_PARTNER],
    "feedback.disputed": [*_TO_WHO_FOLLOWS_UP],
    "feedback.not_content": [*_TO_WHO_FOLLOWS_UP],
    "feedback.assigned": [(feedback_owner, INBOX)],
    "feedback.escalated": [(sponsor, INBOX), (sponsor, EMAIL)],
    "feedback.converted": [(posting_contact, INBOX), (account_owners, INBOX)],
    "feedback.replied": [*_TO_WHO_FOLLOWS_UP],
    "feedback.confirmed": [(answerers, INBOX), (business_manager, INBOX)],
    "breach.reported": [(breach_deciders, INBOX), (business_manager, INBOX)],
    "breach.noticed": [*_TO_WHO_ANSWERS, (breach_deciders, INBOX), (business_manager, INBOX)],
    "breach.reply_due": [*_TO_WHO_ANSWERS],
    "breach.replied": [(breach_deciders, INBOX), (breach_reporter, INBOX), (business_manager, INBOX)],
    "breach.cured": [*_TO_WHO_ANSWERS, (breach_deciders, INBOX)],
    "breach.confirmed": [*_TO_WHO_ANSWERS, (reckoners, INBOX), (breach_reporter, INBOX)],
    "breach.dismissed": [*_TO_WHO_ANSWERS, (breach_reporter, INBOX), (business_manager, INBOX)],
    "breach.dropped": [(breach_reporter, INBOX), (business_manager, INBOX)],
    "breach.computed": [*_TO_THE_OWNERS, (business_manager, INBOX)],
    "breach.agreed": [(account_owners, INBOX), (cashiers, INBOX), (business_manager, INBOX)],
    "breach.proposed": [(breach_deciders, INBOX)],
    "breach.declined": [(reckoners, INBOX)],
    "breach.adjusted": [*_TO_THE_OWNERS, (cashiers, INBOX), (business_manager, INBOX)],
    "breach.waived": [*_TO_THE_OWNERS, (business_manager, INBOX)],
    "breach.paid": [*_TO_THE_OWNERS, (business_manager, INBOX), (breach_reporter, INBOX)],
    "pledge.given": [(promised_to, INBOX), (promise_keeper, INBOX)],
    "pledge.moved": [*_OF_A_PROMISE],
    "pledge.kept": [*_OF_A_PROMISE],
    "pledge.called_off": [*_OF_A_PROMISE],
    "pledge.handed_over": [(promise_keeper, INBOX)],
    **CARE_ROUTING,
    "pledge.due": [(promise_keeper, INBOX), (promise_keeper, EMAIL)],
    "qualification.submitted": [(paper_checkers, INBOX), (paper_checkers, EMAIL), (business_manager, INBOX)],
    "qualification.verified": [*_TO_WHO_GAVE_IT, (business_manager, INBOX)],
    "qualification.rejected": [*_TO_WHO_GAVE_IT, (business_manager, INBOX)],
    "qualification.reminded": [
        (who, channel) for who in (account_filers, business_manager, quality_staff) for channel in (INBOX, EMAIL)
    ],
    "house_paper.submitted": [(paper_checkers, INBOX), (paper_checkers, EMAIL)],
    "house_paper.verified": [(colleague_who_gave_it, INBOX)],
    "house_paper.rejected": [(colleague_who_gave_it, INBOX)],
    "house_paper.reminded": [(quality_staff, INBOX), (quality_staff, EMAIL)],
    "integrity.assigned": [(feedback_owner, INBOX)],
    "integrity.posted": [(compliance, INBOX)],
    "integrity.acknowledged": [(the_writer, INBOX)],
    "integrity.answered": [(the_writer, INBOX)],
    "integrity.disputed": [(compliance, INBOX)],
    "integrity.replied": [(compliance, INBOX)],
    "integrity.confirmed": [(answerers, INBOX)],
    "survey.planned": [(askers, INBOX)],
    "survey.asked": [(the_asked, INBOX), (the_asked, EMAIL)],
    "survey.reminded": [(the_asked, INBOX), (the_asked, EMAIL)],
    "survey.rating_reminded": [(the_asked, INBOX), (the_asked, EMAIL)],
    "survey.answered_low": [(care_owner, INBOX), (business_manager, INBOX)],
    "report.made": [(executives, INBOX), (executives, EMAIL), (who_asked_for_it, INBOX)],
    "report.failed": [(who_asked_for_it, INBOX)],
    "account.due_to_go": [(business_manager, INBOX), (care_owner, INBOX)],
    "proposal.made": [(business_manager, INBOX), (care_owner, INBOX)],
    "proposal.accepted": [(who_proposed, INBOX)],
    "proposal.refused": [(who_proposed, INBOX)],
    "contract.notice_reminded": [*_OF_LAST_DAYS],
    "contract.end_reminded": [*_OF_LAST_DAYS],
    "contract.review_submitted": [(contract_reviewers, INBOX)],
    "contract.sent_back": [(contract_keepers, INBOX)],
    "contract.took_effect": [*_OF_ITS_LIFE],
    "contract.suspended": [*_OF_ITS_LIFE],
    "contract.resumed": [*_OF_ITS_LIFE],
    "contract.terminated": [*_OF_ITS_LIFE],
    "contract.settled": [*_OF_ITS_LIFE],
    "contract.notice_given": [(contract_keepers, INBOX)],
    "account.handed_over": [*_TO_THE_OWNERS],
    "hand_over.given": [(heirs, INBOX), (heirs, EMAIL)],
    "hand_over.undone": [(heirs, INBOX), (heirs, EMAIL)],
    "hand_over.failed": [(who_asked_for_it, INBOX)],
    "absence.announced": [(deputy_of_absence, INBOX), (who_is_absent, INBOX)],
    "absence.ended": [(deputy_of_absence, INBOX), (who_is_absent, INBOX)],
    "integration.hook_paused": [(administrators, INBOX)],
    "integration.hook_full": [(administrators, INBOX)],
    "invitation.sent": [(invited_person, EMAIL)],
    "staff.invited": [(the_colleague, EMAIL)],
    "erasure.asked": [(administrators, INBOX)],
    "erasure.approved": [(who_asks, EMAIL), (who_asks, INBOX)],
    "erasure.refused": [(who_asks, EMAIL), (who_asks, INBOX)],
    "login.reset_asked": [(the_login, EMAIL)],
    "login.email_change_asked": [(the_login, EMAIL)],
    "login.email_changed": [(the_login, EMAIL), (the_login, INBOX)],
    "login.password_changed": [(the_login, EMAIL), (the_login, INBOX)],
    "login.mobile_changed": [(the_login, EMAIL), (the_login, INBOX)],
    "login.factor_changed": [(the_login, EMAIL), (the_login, INBOX)],
    "login.bound": [(the_login, EMAIL), (the_login, INBOX)],
    "login.unbound": [(the_login, EMAIL), (the_login, INBOX)],
}
