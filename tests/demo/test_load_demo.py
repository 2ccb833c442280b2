import io
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from articles import checks, content, moves
from articles.models import Article
from articles.states import Status
from people.models import Person
from tests.demo.rows import everything
from themes.models import Theme
from thinktank.site.models import Institute, Page


def run_again():
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_the_whole_institute_is_there(demo):
    staff = Person.objects.exclude(standing=Person.Standing.GUEST).filter(is_organisation=False)
    assert staff.count() == 12
    assert Theme.objects.roots().count() == 4
    assert Theme.objects.count() == 14
    states = Article.objects.values_list("status", flat=True)
    assert sorted(states) == sorted(
        [Status.PUBLISHED] * 19 + [Status.WITHDRAWN] + [Status.REVIEW] + [Status.DRAFT] * 2
    )
    assert Institute.objects.get().second_person_clears
    assert Page.objects.published().count() == 5


def test_tally_goes_to_stdout_and_progress_to_stderr(demo):
    assert "23 articles" in demo.out
    assert "…" not in demo.out
    assert demo.err.count("…") == 4


def test_second_run_changes_nothing_and_says_so(demo, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    before = everything()
    assert "No content was changed" in run_again()
    assert everything() == before


def test_second_run_sets_the_password_that_is_given(demo, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "chosen by hand")
    assert "author, editor, publisher, admin" in run_again()
    assert demo.login("editor").check_password("chosen by hand")


def test_first_password_is_printed_and_works(demo):
    password = re.search(r"password: (\S+)", demo.out).group(1)
    assert demo.login("publisher").check_password(password)


@pytest.mark.parametrize(
    ("username", "role"),
    [("author", "Author"), ("editor", "Editor"), ("publisher", "Publisher"), ("admin", "Administrator")],
)  # fmt: skip
def test_each_login_has_its_role_and_no_more(demo, username, role):
    user = demo.login(username)
    assert [group.name for group in user.groups.all()] == [role]
    assert user.is_staff
    assert not user.is_superuser


def test_author_is_mahgul_zhobani(demo):
    assert demo.login("author").person == demo.person("mahgul-zhobani")


# Bylines of their day


def test_old_byline_keeps_the_post_of_its_day(demo):
    byline = demo.article(4).bylines.get(person__slug="tajdar-chenabi")
    assert byline.post == "Research Officer, Regional Studies Centre"
    assert byline.affiliation == ""
    assert "Tidewater" not in byline.blurb
    assert byline.person.post == "Programme Lead, Maritime Affairs, Tidewater Centre for Policy"


def test_director_signs_as_what_she_was_on_the_day(demo):
    byline = demo.article(2).bylines.get(person__slug="zarmeen-keenjhari")
    assert byline.post == "Director Research"
    earlier = timezone.localdate() - timedelta(days=500)
    assert (
        byline.facts(earlier)["post"] == "Associate Director Research, Strategic Stability Centre"
    )


def test_three_posts_stand_in_one_line(demo):
    byline = demo.article(11).bylines.get()
    assert byline.post == "Research Officer, Communication Officer & Managing Editor, Fieldnotes"


def test_every_public_byline_is_frozen_and_no_draft_is(demo):
    for article in Article.objects.prefetch_related("bylines"):
        was_public = article.status in (Status.PUBLISHED, Status.WITHDRAWN)
        for byline in article.bylines.all():
            assert bool(byline.frozen_at) == was_public, article


# Where each piece stands


def test_logbook_tells_the_way_of_every_public_piece(demo):
    for article in Article.objects.filter(status=Status.PUBLISHED):
        steps = list(article.steps.order_by("at"))
        way = [("send", "editor"), ("clear", "publisher"), ("publish", "publisher")]
        if article.updated_at:
            way += [("revise", "editor"), *way[:2], ("apply", "publisher")]
        assert [(step.step, step.by_name) for step in steps] == way
        assert article.created_at < steps[0].at < steps[-1].at <= timezone.now()
        assert steps[2].at == article.published_at or article.is_scheduled
        assert article.cleared_hash == steps[-1].text_hash == content.cleared_hash(article)
        assert article.year == timezone.localdate(article.published_at).year


@pytest.mark.parametrize(
    ("number", "was", "now"),
    [(3, "some years after", "October 2005"), (4, "31 million", "24 million"),
     (7, "14 concern", "nine concern")],
)  # fmt: skip
def test_corrections_show_both_texts_and_are_as_old_as_their_dates(demo, client, number, was, now):
    article = demo.article(number)
    correction = article.corrections.get()
    before, after = (each.content["body"] for each in (correction.before, correction.after))
    assert was in before
    assert was not in after
    assert now in article.body_html
    assert correction.date == article.updated_at == correction.after.public_from
    assert article.published_at == correction.before.public_from < correction.date
    assert not article.changes.exists()
    assert max(article.revisions.values_list("at", flat=True)) <= correction.date
    page = client.get(f"{article.get_absolute_url()}corrections/{correction.pk}/").content.decode()
    assert "<del>" in page
    assert was in client.get(f"{article.get_absolute_url()}v1/").content.decode()


def test_scheduled_piece_appears_at_its_hour(demo, client):
    article = demo.article(12)
    local = timezone.localtime(article.published_at)
    assert (local - timezone.localtime()).days in (1, 2)
    assert (local.hour, local.minute) == (9, 0)
    assert article not in Article.objects.published()
    assert article in Article.objects.published(at=article.published_at)
    assert client.get(article.get_absolute_url()).status_code == 404


def test_withdrawn_piece_leaves_its_reason(demo, client):
    article = demo.article(20)
    steps = list(article.steps.order_by("at").values_list("step", flat=True))
    assert steps == ["send", "clear", "publish", "withdraw"]
    response = client.get(article.get_absolute_url())
    assert response.status_code == 410
    assert "close-approach data set" in response.content.decode()
    assert "Whoever pollutes orbit" not in response.content.decode()


def test_urdu_piece_is_urdu_and_leads_to_its_original(demo, client):
    article = demo.article(9)
    assert (article.language, article.direction) == ("ur", "rtl")
    assert article.translation_of == demo.article(8)
    page = client.get(article.get_absolute_url()).content.decode()
    assert article.title in page
    assert demo.article(8).get_absolute_url() in page


def test_successor_supersedes(demo):
    assert demo.article(13).superseded_by == demo.article(14)


@pytest.mark.parametrize(("number", "place"), [(21, "lead_alt"), (22, "body"), (23, "interests")])
def test_faulty_draft_is_refused_at_the_place_of_its_fault(demo, number, place):
    article = demo.article(number)
    findings = checks.blocking(article)
    assert {finding.place for finding in findings} == {place}
    if article.status == Status.DRAFT:
        moves.take_step(article, "send", by=demo.login("editor"))
    moves.take_step(article, "clear", by=demo.login("publisher"))
    with pytest.raises(ValidationError) as refused:
        moves.take_step(article, "publish", by=demo.login("publisher"))
    assert refused.value.messages == [finding.text for finding in findings]
    assert Article.objects.get(pk=article.pk).status == Status.CLEARED


def test_pieces_without_fault_have_no_finding(demo):
    for article in Article.objects.filter(status__in=[Status.PUBLISHED, Status.WITHDRAWN]):
        assert checks.blocking(article) == [], article


# What a reader meets


def test_every_piece_and_every_link_within_it_answers(demo, client):
    asked = {article.get_absolute_url() for article in Article.objects.published()}
    asked |= {person.get_absolute_url() for person in Person.objects.public()}
    asked |= {each.get_absolute_url() for each in (*Theme.objects.all(), *Page.objects.all())}
    for piece in (*Article.objects.all(), *Page.objects.all()):
        asked |= set(re.findall(r'href="(/[^"]*)"', piece.body))
    for address in sorted(asked):
        assert client.get(address).status_code == 200, address


def test_every_public_picture_is_described(demo):
    for article in Article.objects.published().exclude(lead_image=None):
        assert len(article.alt) > 40, article


def test_home_has_a_lead_and_three_picks(demo, client):
    context = client.get("/").context
    assert context["lead"] == demo.article(1)
    assert {pick.pk for pick in context["picks"]} == {demo.article(n).pk for n in (3, 5, 8)}


def test_guests_are_public_from_their_first_piece_and_only_then(demo):
    assert demo.person("khizar-thal").public_from == demo.article(16).published_at
    assert demo.person("ilse-brandvoort").public_from is None


def test_old_addresses_lead_on(demo, client):
    old = client.get("/2019/03/old-doctrine-new-sensors/")
    assert (old.status_code, old["Location"]) == (301, demo.article(13).get_absolute_url())
    assert client.get("/index.php/staff/?id=44")["Location"].endswith("/nauman-tarvaan/")
    assert client.get("/category/uncategorized/").status_code == 410


def test_documents_of_two_pieces_are_real_pdfs(demo, client):
    for number in (2, 5):
        (attachment,) = demo.article(number).attachments.all()
        address = attachment.document.get_absolute_url()
        got = client.get(address)
        body = b"".join(got.streaming_content) if got.streaming else got.content
        assert body.startswith(b"%PDF-"), address
