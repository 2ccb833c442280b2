"""Who is told of which step, and in which words. The table is written by hand."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import access, history, moves, updates
from articles.models import Note, StepTaken
from articles.states import STEPS, Role, Status
from tests.make import make_article, make_institute, make_kind, make_person, make_user
from thinktank.notices.models import How, Notice, Preference

pytestmark = pytest.mark.django_db

# Two of each, one of whom has never had to do with the piece: {letter: role}.
CAST = {
    "W": Role.AUTHOR,  # began it
    "B": Role.AUTHOR,  # signed it
    "w": Role.AUTHOR,  # has nothing to do with it
    "E": Role.EDITOR,  # saved a version
    "e": Role.EDITOR,
    "P": Role.PUBLISHER,  # took a step
    "p": Role.PUBLISHER,
    "d": Role.ADMINISTRATOR,
}
# step: (in which state it leaves the piece, by whom, who is told, who of them in the words for the next step)
TOLD = {
    "start": (Status.DRAFT, "W", "BEP", ""),
    "send": (Status.REVIEW, "W", "BEePpd", "EePpd"),
    "ask": (Status.DRAFT, "e", "WBEP", ""),
    "clear": (Status.CLEARED, "e", "WBEPpd", "Ppd"),
    "accept": (Status.CLEARED, "W", "BEPpd", "Ppd"),
    "publish": (Status.PUBLISHED, "p", "WBEP", ""),
    "overrule": (Status.PUBLISHED, "p", "WBEPd", "WBEPd"),
    "reschedule": (Status.PUBLISHED, "p", "WBEP", ""),
    "hold": (Status.CLEARED, "e", "WBEP", ""),
    "revise": (Status.PUBLISHED, "p", "WBEP", ""),
    "withdraw": (Status.WITHDRAWN, "p", "WBEP", ""),
    "restore": (Status.PUBLISHED, "p", "WBEP", ""),
    "take_down": (Status.WITHDRAWN, "p", "WBEP", ""),
    "bin": (Status.BINNED, "W", "BEP", ""),
    "unbin": (Status.DRAFT, "W", "BEP", ""),
    "apply": (Status.PUBLISHED, "p", "WBEP", ""),
    "correct_typo": (Status.PUBLISHED, "p", "WBEP", ""),
}


@pytest.fixture(autouse=True)
def institute():
    return make_institute(second_person_clears=True)


@pytest.fixture
def cast():
    """{letter: user}, each with an address."""
    return {
        letter: make_user(role=role, name=f"{role}-{letter}", email=f"{letter}@institute.example")
        for letter, role in CAST.items()
    }


def worked_on(article, cast):
    """An editor saved it, a publisher took a step; of that nobody is told any more."""
    article.standfirst += " And more."
    article.save()
    history.keep(article, by=cast["E"])
    step_of(article, "start", cast["P"])
    Notice.objects.all().delete()
    return article


def step_of(article, name, by, why="", **fields):
    """The step as it is written down."""
    return StepTaken.objects.create(
        article=article, step=name, source=Status.DRAFT, target=article.status, by=by,
        by_name=by.username if by else "", why=why, **fields,
    )  # fmt: skip


@pytest.fixture
def piece(cast):
    """piece(status): W's, signed by B, worked on by E and P."""

    def make(status=Status.DRAFT, **fields):
        fields = {"title": "Rivers", "slug": "rivers", "created_by": cast["W"]} | fields
        person = getattr(cast["B"], "person", None) or make_person(user=cast["B"])
        return worked_on(make_article(status=status, by=[person], **fields), cast)

    return make


@pytest.fixture
def change(piece, cast):
    """W's change beside the live piece, signed by B, worked on by E and P."""
    return worked_on(updates.begin(piece(Status.PUBLISHED), by=cast["W"]), cast)


@pytest.fixture
def told(cast):
    """told(): {letter: the notice} of everybody who was told; each is told once."""
    letters = {user.pk: letter for letter, user in cast.items()}

    def by_letter():
        notices = list(Notice.objects.all())
        found = {letters[notice.user_id]: notice for notice in notices}
        assert len(found) == len(notices)
        return found

    return by_letter


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_table_names_every_step():
    assert set(TOLD) == set(STEPS)


@pytest.mark.parametrize("name", [name for name in TOLD if STEPS[name].of != "change"])
def test_who_is_told_of_a_step_of_a_piece(piece, cast, told, name):
    status, by, everybody, ahead = TOLD[name]
    step_of(piece(status), name, cast[by])
    found = told()
    assert set(found) == set(everybody)
    subjects = {found[letter].subject for letter in ahead}
    assert {letter for letter, notice in found.items() if notice.subject in subjects} == set(ahead)


@pytest.mark.parametrize("name", ["send", "ask", "clear", "apply", "correct_typo", "hold"])
def test_who_is_told_of_a_step_of_a_change(change, cast, told, name):
    status, by, everybody, _ahead = TOLD[name]
    change.status = status
    step_of(change, name, cast[by])
    assert set(told()) == set(everybody)


def test_named_reviewer_alone_is_asked_to_read_with_the_day_it_is_due(piece, cast, told):
    article = piece(reviewer=cast["e"], due=date(2026, 3, 20))
    moves.take_step(article, "send", by=cast["W"])
    found = told()
    assert set(found) == set("BEPe")
    assert found["e"].subject == "To review: Rivers"
    assert found["e"].lines == [
        "Author-W sent “Rivers” for review.",
        "It is due on 20 March 2026.",
        "You are asked to read it.",
    ]
    assert found["E"].subject == "In review: Rivers"
    assert found["E"].lines[-1] == "Next: Editor-e reads it."
    assert found["E"].path == f"/admin/articles/article/{article.pk}/change/"
    assert found["E"].about == f"article:{article.pk}"


def test_without_one_those_are_asked_who_clear_this_kind(piece, cast, told):
    kind = make_kind(code="brief", clearer=cast["p"], deputy=cast["e"])
    moves.take_step(piece(kind=kind), "send", by=cast["W"])
    found = told()
    assert {letter for letter in found if found[letter].subject == "To review: Rivers"} == {
        "p",
        "e",
    }


@pytest.mark.parametrize("why_not", ["has left", "may not see it"])
def test_a_reviewer_who_cannot_read_it_is_not_waited_for(piece, cast, told, why_not):
    reviewer = cast["w"] if why_not == "may not see it" else cast["e"]
    reviewer.is_active = why_not != "has left"
    reviewer.save()
    moves.take_step(piece(reviewer=reviewer), "send", by=cast["W"])
    assert told()["p"].subject == "To review: Rivers"
    assert "w" not in told()


def test_who_may_not_see_the_piece_any_more_is_not_told(piece, cast, told):
    """E once saved it and is now an author; P took a step and is one, too."""
    article = piece()
    for letter in "EP":
        cast[letter].groups.set(cast["w"].groups.all())
    step_of(article, "bin", cast["p"])
    assert set(told()) == {"W", "B"}


def test_those_who_may_see_are_the_same_one_by_one(piece, cast):
    article = piece()
    seeing = {user for user in cast.values() if access.may_see(user, article)}
    assert set(access.viewers(article)) == seeing
    assert cast["w"] not in seeing


def test_wish_for_changes_carries_its_reason_and_the_open_notes(piece, cast, told, mailoutbox,
                                                                committed):  # fmt: skip
    article = piece(Status.REVIEW, due=date(2026, 3, 20))
    note = Note.objects.create(
        article=article, quoted="the  river rises", text="By how much?", by_name="Zarmeen"
    )
    Note.objects.create(article=article, parent=note, text="Two metres.", by_name="Mahgul")
    Note.objects.create(article=article, text="A shorter title.", by_name="Zarmeen")
    Note.objects.create(
        article=article, text="Settled.", by_name="Zarmeen", resolved_at=timezone.now()
    )
    with committed():
        moves.take_step(article, "ask", by=cast["e"], why="The numbers are missing.")
    assert told()["W"].lines == [
        "Editor-e asks for changes in “Rivers”.",
        "“The numbers are missing.”",
        "It is due on 20 March 2026.",
        "Next: the text is changed and sent again.",
        "Notes on the text:",
        "“the river rises” – Zarmeen: By how much?\nMahgul: Two metres.",
        "Zarmeen: A shorter title.",
    ]
    mail = next(mail for mail in mailoutbox if mail.to == ["W@institute.example"])
    assert mail.subject == "Changes asked: Rivers"
    for body in (mail.body, mail.alternatives[0].content):
        assert "The numbers are missing." in body
        assert "By how much?" in body
        assert "Settled." not in body
        assert f"/admin/articles/article/{article.pk}/change/" in body


def test_clearing_tells_publishers_that_it_is_theirs(piece, cast, told):
    article = piece()
    moves.take_step(article, "send", by=cast["W"])
    Notice.objects.all().delete()
    moves.take_step(article, "clear", by=cast["e"])
    found = told()
    assert found["p"].subject == found["d"].subject == "Ready to publish: Rivers"
    assert found["W"].subject == "Cleared: Rivers"
    assert found["W"].lines == [
        "Editor-e cleared the text of “Rivers”.", "Next: a publisher publishes it.",
    ]  # fmt: skip


def test_clearing_ones_own_words_asks_somebody_to_accept_them(piece, cast, told):
    article = piece()
    moves.take_step(article, "send", by=cast["W"])
    article.standfirst = "Mended by the clearer."
    article.save()
    Notice.objects.all().delete()
    moves.take_step(article, "clear", by=cast["e"])
    assert article.status == Status.REVIEW
    found = told()
    assert set(found) == set("WBEP")  # and no publisher who has nothing to do yet
    assert {notice.subject for notice in found.values()} == {"To accept: Rivers"}


def test_publishing_tells_where_readers_find_it(piece, cast, told):
    article = piece(Status.CLEARED)
    make_institute(second_person_clears=False)
    moves.take_step(article, "publish", by=cast["p"])
    assert told()["W"].subject == "Published: Rivers"
    assert told()["W"].lines == [
        "Publisher-p published “Rivers”.",
        f"Readers see it now: http://127.0.0.1:8000/articles/{article.year}/rivers/",
    ]


def test_publishing_twice_is_one_mail(piece, cast, mailoutbox, committed):
    article = piece(Status.CLEARED)
    make_institute(second_person_clears=False)
    for time in (1, 2):
        with committed():
            if time == 1:
                moves.take_step(article, "publish", by=cast["p"])
            else:
                with pytest.raises(ValidationError, match="not possible"):
                    moves.take_step(article, "publish", by=cast["p"])
    assert sorted(mail.to[0][0] for mail in mailoutbox) == sorted("WBEP")


def test_a_scheduled_piece_is_told_with_its_hour_in_the_institutes_zone(piece, cast, told):
    article = piece(Status.CLEARED)
    make_institute(second_person_clears=False)
    hour = timezone.now().replace(hour=4, minute=0) + timedelta(days=9)
    moves.take_step(article, "publish", by=cast["p"], at=hour)
    said = f"{hour.day} {hour:%B %Y}, 09:00 PKT"
    assert told()["W"].lines[1] == f"It goes live {said}. Nobody need do anything more."


def test_a_step_that_fails_tells_nobody(piece, cast, told):
    with pytest.raises(ValidationError, match="Say why"):
        moves.take_step(piece(Status.REVIEW), "ask", by=cast["e"])
    assert told() == {}


def test_publishing_without_clearance_is_mailed_at_once_even_to_who_wants_one_mail_a_day(
    piece, cast, told, mailoutbox, committed
):
    Preference.objects.create(user=cast["P"], how=How.DAILY)
    with committed():
        moves.take_step(piece(), "overrule", by=cast["p"], why="The river rises.")
    assert {"P@institute.example", "d@institute.example"} <= {mail.to[0] for mail in mailoutbox}
    assert mailoutbox[0].subject == "Published without clearance: Rivers"
    assert told()["d"].lines[:2] == [
        "Publisher-p published “Rivers” without a second person’s clearance.",
        "“The river rises.”",
    ]


def test_a_change_is_called_one_and_leads_to_its_own_page(change, cast, told):
    step_of(change, "send", cast["W"])
    notice = told()["B"]
    assert notice.subject == "In review: Rivers (change)"
    assert notice.lines[0] == "Author-W sent the change to “Rivers” for review."
    assert notice.path == f"/admin/articles/article/{change.pk}/change/"
    assert notice.about == f"article:{change.replaces_id}"


def test_a_change_in_its_piece_s_place_leads_there(change, cast, told):
    piece = change.replaces
    step_of(change, "send", cast["W"])
    make_institute(second_person_clears=False)
    moves.take_step(change, "apply", by=cast["p"], change_type="typo")
    paths = {notice.path for notice in Notice.objects.filter(user=cast["B"])}
    assert paths == {f"/admin/articles/article/{piece.pk}/change/"}
    notice = Notice.objects.filter(user=cast["B"]).first()
    assert notice.subject == "Changed: Rivers"
    assert notice.lines[1].startswith("Readers see it now: http://127.0.0.1:8000/articles/2026/")


def test_a_change_with_an_hour_is_told_with_it(change, cast, told):
    change.status = Status.CLEARED
    step_of(change, "apply", cast["p"], hour=timezone.now() + timedelta(days=1))
    assert "in the place of what readers see until then" in told()["W"].lines[1]


def test_what_is_deleted_leads_nowhere(piece, cast, told):
    article = piece(Status.BINNED)
    step_of(article, "bin", cast["p"])
    article.delete()
    assert {notice.path for notice in told().values()} == {""}


def test_a_hostile_title_harms_neither_subject_nor_page(piece, cast, mailoutbox, committed):
    title = "Rivers\r\nBcc: all@institute.example <script>alert(1)</script> 100% %(who)s"
    article = piece(title=title, reviewer=cast["e"])
    with committed():
        moves.take_step(article, "send", by=cast["W"])
    assert mailoutbox
    for mail in mailoutbox:
        assert len(mail.message()["Subject"].splitlines()) == 1
        assert mail.message()["Bcc"] is None
        assert "<script" not in mail.alternatives[0].content
        assert "100% %(who)s" in mail.subject


def test_no_word_of_a_draft_but_its_title_is_mailed(piece, cast, mailoutbox, committed):
    article = piece(body="<p>Canary of the body.</p>", short_title="Canary short")
    article.standfirst = "Canary of the standfirst."
    article.save()
    with committed():
        moves.take_step(article, "send", by=cast["W"])
    assert mailoutbox
    assert not [mail for mail in mailoutbox if "Canary" in str(mail.message())]


def test_what_the_worker_publishes_is_told_too(change, cast, told):
    step_of(change.replaces, "apply", None)
    assert set(told()) == set("WBEP")
    assert told()["W"].lines[0] == "Somebody who has left published a change to “Rivers”."


def test_telling_thirty_costs_what_telling_one_costs(cast, piece, django_assert_num_queries):
    def count():
        article = piece(title=f"Rivers {Notice.objects.count()}", slug="")
        article.status = Status.CLEARED
        with CaptureQueriesContext(connection) as queries:
            step_of(article, "clear", cast["e"])
        return len(queries)

    count()  # what is remembered of the colleague who acts
    few = count()
    for number in range(30):
        make_user(role=Role.PUBLISHER, email=f"publisher-{number}@institute.example")
    assert count() == few
