"""The main job in a real browser, from the workbook to the reopened request, in both languages.

Staff sit at a desk, the distributor holds a phone. Covers AZ2, FI4, BI5, BR7.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.job import JOBS, Job, workbook
from tests.browser.looking import faults
from tests.browser.people import PHONE, Visitors
from tests.browser.program import Program


@pytest.mark.parametrize("locale", JOBS)
def test_the_main_job(visitors: Visitors, program: Program, locale: str) -> None:
    job = Job(locale, visitors, program, *JOBS[locale])
    desk = job.at_desk("service")
    import_the_workbook(job, desk)
    write_down_the_contract(job)
    invite_the_owner(job, desk)
    phone = accept_on_the_phone(job)
    file_a_request_with_a_photo(job, phone)
    give_feedback_on_the_clause(job, phone)
    answer_the_request(job, desk)
    answer_the_feedback(job, desk)
    read_and_reopen(job, phone)
    see_it_all_on_the_account(job, desk)
    the_neighbour_finds_nothing(job)
    assert [line for watch in job.complaints for line in watch.lines] == []


def import_the_workbook(job: Job, desk: Page) -> None:
    acts.send_workbook(desk, workbook(job))
    expect(desk.locator("#main")).to_contain_text(f"→ {job.mobile}")
    assert desk.locator(".import-tally b").all_inner_texts() == ["1", "0", "1", "1"]
    acts.send(desk, "/runs")
    made = desk.locator("#import_rows a[href*='/staff/accounts/D-']", has_text=job.company)
    expect(made).to_be_visible(timeout=20_000)  # the worker brings it in
    job.account = (made.get_attribute("href") or "").rsplit("/", 1)[1]


def write_down_the_contract(job: Job) -> None:
    legal = job.at_desk("legal")
    acts.record_contract(legal, job.account, job.contract)
    acts.record_clause(legal, job.contract, "第 9 条")
    acts.sign_contract(legal, job.contract, "2026-01-01")
    expect(legal.locator(".terms")).to_contain_text("第 9 条")


def invite_the_owner(job: Job, desk: Page) -> None:
    desk.goto(f"/staff/accounts/{job.account}")
    desk.locator(".tabs a[href*='tab=portal']").click()
    desk.locator(f"a[href$='/{job.account}/people']").click()
    desk.locator("[name=name]").fill("林江")
    desk.locator("[name=email]").fill(job.mail)
    acts.send(desk, "/invitations")
    expect(desk.locator("#people + .rows, .rows")).to_contain_text(job.mail)


def accept_on_the_phone(job: Job) -> Page:
    phone = job.watched(job.visitors.anonymous(PHONE, job.locale))
    phone.goto(acts.link_in(acts.mailed(job.program, job.mail, "/invitations/")))
    assert faults(phone, job.language) == []
    phone.locator("[name=name]").fill("林江")
    phone.locator("[name=password]").fill("泸州-江阳-2026-门户")
    phone.locator("form:has([name=password]) button[type=submit]").tap()
    expect(phone.locator("#main")).to_contain_text(job.contract)
    assert phone.url == f"{job.program.address}/"
    return phone


def file_a_request_with_a_photo(job: Job, phone: Page) -> None:
    phone.locator(".tab-new").tap()
    phone.locator("a.pick[href*='category=delivery_query']").tap()
    phone.locator("[name=subject]").fill(job.words["subject"])
    phone.locator("[name=product]").select_option("PR01")
    with phone.expect_response(lambda answer: "/requests/new" in answer.url):
        phone.locator("[name=contract]").select_option(job.contract)
    expect(phone.locator("#grounds")).to_contain_text("第 9 条")
    phone.locator("[name=order_no]").fill("PO-901")
    phone.locator("[name=text]").fill(job.words["subject"])
    phone.locator("[name=files]").set_input_files([acts.photo()])
    expect(phone.locator(".uploads")).to_contain_text("外包装.jpg")
    acts.send(phone, "/requests/")
    job.request = acts.last_part(phone)
    assert job.request.startswith("SR-")
    job.file = phone.locator("a.file").first.get_attribute("href") or ""
    assert phone.request.get(job.file).headers["content-disposition"].startswith("attachment")
    picture = phone.locator("a.file[href$='/picture']").get_attribute("href") or ""
    assert phone.request.get(picture).headers["content-type"] == "image/webp"


def give_feedback_on_the_clause(job: Job, phone: Page) -> None:
    phone.goto(f"/contracts/{job.contract}")
    phone.locator("a.clause-tell").first.tap()
    expect(phone.locator("form .clause")).to_contain_text("第 9 条")
    phone.locator("[name=kind][value=praise]").check()
    phone.locator("[name=subject]").fill(job.words["praise"])
    phone.locator("[name=text]").fill(job.words["praise"])
    acts.send(phone, "/feedback/")
    job.feedback = acts.last_part(phone)
    assert job.feedback.startswith("FB-")


def answer_the_request(job: Job, desk: Page) -> None:
    desk.goto("/staff/requests/")
    desk.locator("#request_list a", has_text=job.words["subject"]).click()
    expect(desk.locator(".strip")).to_contain_text(job.company)
    expect(desk.locator(".desk-side")).to_contain_text("第 9 条")
    desk.locator(".pane-note textarea").fill(job.words["note"])
    acts.send(desk, "/notes")
    expect(desk.locator(".msg-note")).to_contain_text(job.words["note"])
    desk.locator("label[for=mode-reply]").click()
    desk.locator(".pane-reply textarea").fill(job.words["answer"])
    desk.locator(".pane-reply input[type=file]").set_input_files([acts.paper("运单.pdf")])
    acts.send(desk, "/answers")
    expect(desk.locator(".msg-out")).to_contain_text("运单.pdf")
    desk.locator("summary.btn").first.click()
    with desk.expect_navigation():
        desk.locator("button[value=resolve]").click()


def answer_the_feedback(job: Job, desk: Page) -> None:
    desk.goto("/staff/feedback/")
    desk.locator("#main a", has_text=job.words["praise"]).click()
    expect(desk.locator(".clause-head")).to_contain_text("第 9 条")
    desk.locator("[name=text]").fill(job.words["feedback"])
    acts.send(desk, "/answers")
    expect(desk.locator(".msg-out")).to_contain_text(job.words["feedback"])


def read_and_reopen(job: Job, phone: Page) -> None:
    assert job.request in acts.mailed(job.program, job.mail, f"/requests/{job.request}")
    acts.mailed(job.program, job.mail, f"/feedback/{job.feedback}")
    phone.goto("/")
    assert int(acts.unread(phone)) >= 1
    phone.locator(".bell").tap()
    with phone.expect_navigation():
        phone.locator("li[data-unread] button", has_text=job.words["subject"]).first.tap()
    talk = phone.locator(".talk")
    expect(talk).to_contain_text(job.words["answer"])
    expect(talk).to_contain_text("运单.pdf")
    assert job.words["note"] not in phone.content()
    phone.locator("#reopen textarea").fill(job.words["thanks"])
    acts.send(phone, "/reopening")
    expect(phone.locator(".page-head .badge")).not_to_have_text("")
    phone.goto(f"/feedback/{job.feedback}")
    expect(phone.locator(".talk")).to_contain_text(job.words["feedback"])


def see_it_all_on_the_account(job: Job, desk: Page) -> None:
    desk.goto(f"/staff/accounts/{job.account}")
    told = desk.locator(".timeline")
    for said in (job.request, job.feedback, job.contract, "林江", "田野", "何述"):
        expect(told).to_contain_text(said)
    desk.goto(f"/staff/requests/{job.request}")
    expect(desk.locator(".thread")).to_contain_text(job.words["thanks"])


def the_neighbour_finds_nothing(job: Job) -> None:
    neighbour = job.visitors.come_in("owner@yueqiao.example", PHONE, job.locale)
    for address in (f"/requests/{job.request}", f"/feedback/{job.feedback}", f"/contracts/{job.contract}", job.file,
                    f"/staff/accounts/{job.account}", f"/staff/requests/{job.request}"):  # fmt: skip
        assert neighbour.request.get(address).status == 404, address
    for address in ("/", "/requests/", "/feedback/", "/contracts/", "/notifications/"):
        neighbour.goto(address)
        assert not {job.request, job.feedback, job.contract} & set(neighbour.content().split('"')), address
        assert job.words["subject"] not in neighbour.content()
