"""The history of a piece at the desk: its versions, what differs, restoring, labels, copies, the bin."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import binning, clearance, history, moves
from articles.models import Article, StepTaken
from articles.states import Role, Status
from tests.admin.filling import confirmed
from tests.hostile import faults_of, words
from tests.make import make_article, make_image, make_person
from tests.payloads import in_turn
from thinktank.audit.models import Entry

ADDRESS = "/admin/articles/article/"


def at(article, rest):
    return f"{ADDRESS}{article.pk}/{rest}"


def kept(article, *, by=None, why="", **changed):
    """The piece saved once more. Returns the Revision."""
    for name, value in changed.items():
        setattr(article, name, value)
    article.save()
    return history.keep(article, by=by, why=why)


@pytest.fixture
def draft(kind, cast):
    """Three versions: one river, two rivers, three rivers."""
    article = make_article(kind=kind, title="Rivers", created_by=cast[Role.AUTHOR])
    for number, said in enumerate(("One river", "Two rivers", "Three rivers"), start=1):
        kept(
            article,
            body=f"<p>{said} in the north of it.</p>",
            by=cast[Role.AUTHOR],
            why=f"Reason {number}",
        )
    return article


@pytest.fixture
def live(draft, cast):
    moves.take_step(draft, "send", by=cast[Role.AUTHOR])
    moves.take_step(draft, "clear", by=cast[Role.EDITOR])
    return moves.take_step(draft, "publish", by=cast[Role.PUBLISHER]).article


def now(article):
    return Article.objects.get(pk=article.pk)


# -- the list of versions --


def test_history_lists_every_version_with_who_when_and_why_and_the_steps_between(
    live, cast, at_desk
):
    make_person(name="Sahiba Zhobani", user=cast[Role.AUTHOR])
    page = at_desk(Role.EDITOR).get(at(live, "history/")).content.decode()
    for said in ("Version 1", "Version 3", "Reason 2", "Sahiba Zhobani", "PKT",
                 "Readers’ version 1", "Send for review", "Clear this text"):  # fmt: skip
        assert said in page
    assert page.index("Version 3") < page.index("Version 2") < page.index("Version 1</b>")
    # A step stands above the version that it was taken with.
    assert page.index("Clear this text") < page.index("Send for review") < page.index("Version 3")


def test_long_history_is_paged_by_number(draft, at_desk):
    for number in range(4, 121):
        kept(draft, body=f"<p>{number} rivers.</p>")
    client = at_desk(Role.EDITOR)
    first = client.get(at(draft, "history/"))
    assert numbers(first) == list(range(120, 70, -1))
    second = client.get(at(draft, "history/") + first.context["page"].older)
    assert numbers(second) == list(range(70, 20, -1))
    oldest = client.get(at(draft, "history/") + first.context["page"].oldest)
    assert numbers(oldest) == list(range(50, 0, -1))
    assert oldest.context["page"].older is None
    newer = client.get(at(draft, "history/") + second.context["page"].newer)
    assert numbers(newer) == numbers(first)


def numbers(response):
    return [entry.revision.number for entry in response.context["page"] if entry.revision]


def test_every_step_stands_on_exactly_one_page(draft, cast, at_desk):
    early = StepTaken.objects.create(article=draft, step="start", source="idea", target="draft",
                                     by_name="x", text_hash="")  # fmt: skip
    StepTaken.objects.filter(pk=early.pk).update(at=timezone.now() - timedelta(days=900))
    moves.take_step(draft, "send", by=cast[Role.AUTHOR])
    for number in range(4, 60):
        kept(draft, body=f"<p>{number} rivers.</p>")
    client = at_desk(Role.EDITOR)
    pages = [client.get(at(draft, "history/" + each)) for each in ("", "?before=10")]
    steps = [[step["label"] for entry in page.context["page"] for step in entry.steps]
             for page in pages]  # fmt: skip
    assert steps == [[], ["Send for review", "Start writing"]]


@pytest.mark.parametrize("place", ["x", "-1", "١", "9" * 40, ""])
def test_a_place_in_the_history_that_is_none_is_not_found(draft, at_desk, place):
    address = at(draft, f"history/?before={place}")
    assert at_desk(Role.EDITOR).get(address).status_code == 404


@pytest.mark.parametrize("rest", ["history/", "compare/?from=1&to=2", "revisions/1/"])
def test_one_version_costs_what_thirty_cost(kind, cast, at_desk, rest):
    client = at_desk(Role.EDITOR)
    few, many = (make_article(kind=kind) for _each in range(2))
    for article, count in ((few, 2), (many, 31)):
        for number in range(count):
            kept(article, body=f"<p>{number} rivers.</p>", by=cast[Role.AUTHOR])
            StepTaken.objects.create(article=article, step="send", source="draft", target="review",
                                     by=cast[Role.EDITOR], by_name="e", text_hash="")  # fmt: skip
    client.get(at(few, rest))
    costs = []
    for article in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(article, rest)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 20


# -- what differs --


def test_compare_shows_what_was_put_in_and_taken_out_and_counts_it(draft, at_desk):
    page = at_desk(Role.EDITOR).get(at(draft, "compare/?from=1&to=3")).content.decode()
    assert "2 words changed" in page
    assert "<del" in page
    assert "<ins" in page
    assert "Reason 1" in page
    assert "Reason 3" in page


def test_versions_compare_in_their_order_whichever_was_chosen_first(draft, at_desk):
    client = at_desk(Role.EDITOR)
    there, back = (
        client.get(at(draft, f"compare/?{each}")) for each in ("from=1&to=3", "from=3&to=1")
    )
    assert there.context["differences"] == back.context["differences"]


def test_compare_with_the_piece_as_it_is_now_and_with_itself(draft, at_desk):
    client = at_desk(Role.EDITOR)
    Article.objects.filter(pk=draft.pk).update(title="Rivers rising")
    page = client.get(at(draft, "compare/?from=3")).content.decode()
    assert "The piece as it is now" in page
    assert "1 word changed" in page
    assert "The two are the same." in client.get(at(draft, "compare/?from=2&to=2")).content.decode()
    assert client.get(at(draft, "compare/?from=now&to=3")).status_code == 200


def test_what_changed_since_clearance_is_compared_with_the_cleared_text(draft, cast, at_desk):
    client = at_desk(Role.EDITOR)
    assert client.get(at(draft, "compare/?from=cleared")).status_code == 404
    moves.take_step(draft, "send", by=cast[Role.AUTHOR])
    moves.take_step(draft, "clear", by=cast[Role.EDITOR])
    kept(draft, body="<p>Four rivers in the north of it.</p>", by=cast[Role.EDITOR])
    assert "compare/?from=cleared" in client.get(at(draft, "history/")).content.decode()
    page = client.get(at(draft, "compare/?from=cleared")).content.decode()
    assert "1 word changed" in page


@pytest.mark.parametrize("asked", ["from=9&to=1", "from=1&to=9", "from=x", "from=-1", "from=0",
                                   "from=1&to=", f"from={'9' * 30}", "from=1&to=²"])  # fmt: skip
def test_versions_that_are_not_there_cannot_be_compared(draft, at_desk, asked):
    assert at_desk(Role.EDITOR).get(at(draft, f"compare/?{asked}")).status_code == 404


def test_hostile_words_are_only_words_in_every_version(kind, at_desk):
    """Every line in some field of some version: each is compared with another; some are read (the
    text itself is swept where it is published)."""
    client, article = at_desk(Role.EDITOR), make_article(kind=kind)
    lines = in_turn(most=2_000)
    for _turn in range(40):
        said = words(Article, lines, leave=("slug", "doi", "language"))
        kept(article, why=next(lines), key_points=[next(lines).replace("\x00", "")[:200]], **said)
    article.revisions.update(label=next(lines)[:60])
    last = article.revisions.count()
    asked = [f"compare/?from={number}&to={number + 1}" for number in range(1, last, 2)]
    asked += [f"revisions/{number}/" for number in range(1, last, 8)]
    asked += [f"history/?before={number}" for number in range(last, 0, -50)]
    for each in asked:
        assert not faults_of(client.get(at(article, each)), admin=True), each


def test_an_author_reads_no_name_of_a_piece_that_is_not_theirs(draft, kind, at_desk):
    secret = make_article(kind=kind, title="Canary of others")
    kept(draft, supersedes=secret)
    author, editor = at_desk(Role.AUTHOR), at_desk(Role.EDITOR)
    for page in ("compare/?from=3&to=4", "revisions/4/"):
        assert "Canary" not in author.get(at(draft, page)).content.decode()
        assert "Canary" in editor.get(at(draft, page)).content.decode()


# -- reading one --


def test_a_version_is_read_as_it_was_with_its_picture(draft, at_desk):
    picture = make_image(alt="A weir")
    kept(
        draft,
        lead_image=picture,
        body=f"<p>Seven.</p><figure data-image='{picture.pk}'></figure>",
    )
    kept(draft, lead_image=None, body="<p>Eight.</p>")
    page = at_desk(Role.EDITOR).get(at(draft, "revisions/4/")).content.decode()
    assert "Seven." in page
    assert "Eight." not in page
    assert 'alt="A weir"' in page


def test_who_restores_is_told_where_the_text_goes(live, draft, at_desk):
    page = at_desk(Role.EDITOR).get(at(live, "revisions/1/")).content.decode()
    assert "Begin a change with it" in page


# -- restoring --


def test_restoring_a_draft_brings_the_text_back_and_keeps_what_stood_there(draft, cast, at_desk):
    kept(draft, body="<p>Four.</p>")
    Article.objects.filter(pk=draft.pk).update(body="<p>Never kept.</p>")
    answer = at_desk(Role.AUTHOR).post(at(draft, "revisions/1/restore/"), follow=True)
    assert "Restored from version 1." in answer.content.decode()
    assert "One river" in now(draft).body
    rows = list(draft.revisions.values_list("number", "why")[:2])
    assert rows[0] == (6, "Restored from version 1")
    assert "Never kept." in draft.revisions.get(number=5).content["body"]
    assert draft.revisions.first().by == cast[Role.AUTHOR]
    assert Entry.objects.filter(detail__said="Restored from version 1.").exists()


def test_restoring_leaves_themes_and_tags_as_they_are(draft, at_desk):
    draft.tags.add("dams")
    at_desk(Role.AUTHOR).post(at(draft, "revisions/1/restore/"))
    assert list(draft.tags.names()) == ["dams"]


def test_restoring_a_draft_brings_back_who_signed_and_their_record_of_today(draft, at_desk):
    first = draft.bylines.get().person
    other = make_person(name="The Other")
    draft.bylines.update(person=other)
    history.keep(draft)
    first.short_bio = "Moved to another desk."
    first.save()
    at_desk(Role.AUTHOR).post(at(draft, "revisions/3/restore/"))
    byline = draft.bylines.get()
    assert byline.person == first
    assert byline.frozen_at is None


def test_restoring_says_what_is_gone(draft, at_desk):
    picture = make_image(title="The weir")
    inside = make_image()
    body = f"<p>Pictures.</p><figure data-image='{inside.pk}'></figure>"
    kept(draft, lead_image=picture, body=body)
    kept(draft, lead_image=None, body="<p>None.</p>")
    picture.delete()
    inside.delete()
    page = at_desk(Role.AUTHOR).post(at(draft, "revisions/4/restore/"), follow=True)
    assert "Left out, because it is gone: The weir, a picture in the text." in page.content.decode()


def test_restoring_under_review_stands_for_the_text_and_voids_clearance(draft, cast, at_desk):
    moves.take_step(draft, "send", by=cast[Role.AUTHOR])
    moves.take_step(draft, "clear", by=cast[Role.EDITOR])
    at_desk(Role.PUBLISHER).post(at(draft, "revisions/1/restore/"))
    standing = clearance.of(now(draft))
    assert not standing.is_complete
    assert standing.endorsed_by(cast[Role.PUBLISHER], clearance.WRITER)


def test_restoring_what_readers_see_begins_a_change_beside_it(live, client, at_desk):
    before = client.get(live.get_absolute_url()).content
    page = at_desk(Role.EDITOR).post(at(live, "revisions/1/restore/"), follow=True)
    change = live.changes.get()
    assert page.redirect_chain[-1][0] == at(change, "change/")
    assert "One river" in change.body
    assert change.revisions.first().why == "Restored from version 1"
    assert client.get(live.get_absolute_url()).content == before


def test_a_stale_page_restores_nothing(draft, at_desk):
    seen = draft.saved_at.isoformat()
    kept(draft, body="<p>Four.</p>")
    page = at_desk(Role.AUTHOR).post(
        at(draft, "revisions/1/restore/"), {"version": seen}, follow=True
    )
    assert "Somebody saved the piece" in page.content.decode()
    assert "Four." in now(draft).body


@pytest.mark.parametrize("status", [Status.REVIEW, Status.CLEARED, Status.BINNED, Status.WITHDRAWN])
def test_an_author_restores_nothing_that_is_out_of_their_hands(draft, at_desk, status):
    Article.objects.filter(pk=draft.pk).update(
        status=status, year=2026, published_at=timezone.now()
    )
    client = at_desk(Role.AUTHOR)
    assert client.post(at(draft, "revisions/1/restore/")).status_code == 404
    assert "Three rivers" in now(draft).body
    assert "restore/" not in client.get(at(draft, "revisions/1/")).content.decode()


def test_nobody_restores_what_was_withdrawn(live, cast, at_desk):
    moves.take_step(live, "withdraw", by=cast[Role.PUBLISHER], why="Wrong data.")
    assert at_desk(Role.ADMINISTRATOR).post(at(live, "revisions/1/restore/")).status_code == 404


@pytest.mark.parametrize("rest", ["restore/", "label/", ""])
def test_a_version_of_another_piece_is_not_found(draft, kind, at_desk, rest):
    other = make_article(kind=kind)
    kept(other)
    method = "post" if rest else "get"
    client = at_desk(Role.EDITOR)
    assert getattr(client, method)(at(other, f"revisions/3/{rest}")).status_code == 404
    assert client.get(at(other, "compare/?from=1&to=3")).status_code == 404


# -- labels --


def test_a_label_is_kept_shown_and_taken_away(draft, at_desk):
    client = at_desk(Role.AUTHOR)
    page = client.post(at(draft, "revisions/2/label/"), {"label": "As sent out"}, follow=True)
    assert page.content.decode().count("As sent out") == 2  # said, and in the list
    client.post(at(draft, "revisions/2/label/"), {"label": ""})
    assert draft.revisions.get(number=2).label == ""


def test_a_label_too_long_is_said_to_be_so_beside_its_field_and_stays_there(draft, at_desk):
    page = at_desk(Role.AUTHOR).post(at(draft, "revisions/2/label/"), {"label": "x" * 61})
    assert "at most 60 characters" in page.content.decode()
    assert "x" * 61 in page.content.decode()
    assert draft.revisions.get(number=2).label == ""


def test_an_author_labels_nothing_that_is_out_of_their_hands(live, at_desk):
    address = at(live, "revisions/1/label/")
    assert at_desk(Role.AUTHOR).post(address, {"label": "x"}).status_code == 404
    assert at_desk(Role.EDITOR).post(address, {"label": "x"}).status_code == 302


# -- copies --


def test_a_copy_is_a_draft_of_ones_own_with_the_text_and_nothing_that_happened(live, cast, at_desk):
    live.tags.add("dams")
    live.doi = "10.5555/x"
    live.save()
    answer = at_desk(Role.AUTHOR).post(at(live, "duplicate/"))
    copy = Article.objects.latest("pk")
    assert answer.url == at(copy, "change/")
    assert (copy.title, copy.body, copy.status) == ("Rivers (copy)", live.body, Status.DRAFT)
    assert copy.created_by == cast[Role.AUTHOR]
    assert list(copy.tags.names()) == ["dams"]
    assert copy.filed_under.get().theme == live.filed_under.get().theme
    assert copy.bylines.get().person == live.bylines.get().person
    assert (copy.doi, copy.published_at, copy.year) == ("", None, None)
    assert copy.slug != live.slug
    assert copy.revisions.get().why == "Copied from “Rivers”"
    assert copy.bylines.get().frozen_at is None
    assert not copy.steps.exists()


def test_a_copy_of_the_longest_title_fits(kind, cast, at_desk):
    article = make_article(kind=kind, title="x" * 250, created_by=cast[Role.AUTHOR])
    at_desk(Role.AUTHOR).post(at(article, "duplicate/"))
    assert Article.objects.latest("pk").title.endswith("x (copy)")


# -- the bin --


def test_what_is_binned_leaves_the_list_and_comes_back_by_undo(draft, at_desk):
    client = at_desk(Role.AUTHOR)
    page = client.post(at(draft, "step/bin/"), follow=True).content.decode()
    assert f'action="{at(draft, "step/unbin/")}"' in page
    assert "Undo" in page
    assert "Rivers" not in client.get(ADDRESS).content.decode()
    assert "Rivers" in client.get(ADDRESS, {"state": "binned"}).content.decode()
    client.post(at(draft, "step/unbin/"))
    assert now(draft).status == Status.DRAFT
    assert "Rivers" in client.get(ADDRESS).content.decode()


def test_discarding_a_change_leads_back_to_its_piece(live, cast, at_desk):
    change = moves.take_step(live, "revise", by=cast[Role.EDITOR]).made
    page = at_desk(Role.EDITOR).post(at(change, "step/bin/"), follow=True)
    assert page.redirect_chain[-1][0] == at(live, "change/")
    assert f'action="{at(change, "step/unbin/")}"' in page.content.decode()
    assert now(live).status == Status.PUBLISHED


def test_only_what_lies_in_the_bin_is_deleted_for_good(draft, cast, at_desk):
    client = at_desk(Role.PUBLISHER)
    assert client.get(at(draft, "delete/")).status_code == 404
    moves.take_step(draft, "bin", by=cast[Role.PUBLISHER])
    assert "Delete for good…" in client.get(at(draft, "change/")).content.decode()
    page = client.get(at(draft, "delete/")).content.decode()
    assert "all its 3 versions" in page
    assert client.post(at(draft, "delete/"), {"post": "yes"}).status_code == 409
    assert confirmed(client, at(draft, "delete/")).status_code == 302
    assert not Article.objects.filter(pk=draft.pk).exists()


def test_the_bin_is_emptied_after_thirty_days(draft, kind, cast):
    moves.take_step(draft, "bin", by=cast[Role.EDITOR])
    other = make_article(kind=kind)
    binning.empty_bin(timezone.now() + timedelta(days=29))
    assert Article.objects.filter(pk=draft.pk).exists()
    binning.empty_bin(timezone.now() + timedelta(days=31))
    assert list(Article.objects.all()) == [other]
    assert Entry.objects.filter(event="delete", subject_pk=str(draft.pk)).exists()


def test_days_in_the_bin_count_from_the_last_time(draft, cast):
    for step in ("bin", "unbin", "bin"):
        moves.take_step(draft, step, by=cast[Role.EDITOR])
    first = draft.steps.filter(step="bin").last()
    StepTaken.objects.filter(pk=first.pk).update(at=timezone.now() - timedelta(days=40))
    binning.empty_bin()
    assert Article.objects.filter(pk=draft.pk).exists()
