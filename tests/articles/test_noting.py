"""Notes of colleagues: where they stand, who is called, who is told, what becomes of them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import mentions, noting, updates
from articles.admin import threads
from articles.models import Funder, Note
from articles.states import Role, Status
from tests.make import make_article, make_institute, make_person, make_user
from thinktank.notices.models import Notice

pytestmark = pytest.mark.django_db
BODY = '<p id="p-aaaaaa">The river has two banks.</p><h2 id="h-delta">The delta</h2>'


def colleague(name, role=Role.EDITOR, **fields):
    user = make_user(role=role, person=make_person(name=name, **fields))
    user.email = f"{user.username}@institute.example"
    user.save()
    return user


@pytest.fixture
def zarmeen():
    make_institute()
    return colleague("Zarmeen Keenjhari")


@pytest.fixture
def behzad():
    return colleague("Behzad Lasbeliwala")


@pytest.fixture
def article(zarmeen):
    return make_article(title="On rivers", body=BODY, created_by=zarmeen)


def told(kind):
    return set(Notice.objects.filter(kind=kind).values_list("user__person__name", flat=True))


def shown(article, user):
    (thread,) = threads.of(article, user, may_edit=True)[0]
    return thread


# -- where a note stands --


def test_a_note_on_the_whole_has_no_place(article, zarmeen):
    note = noting.write(article, zarmeen, "  Is it long enough?\r\n\r\nI doubt it. ")
    assert (note.anchor, note.place, note.row, note.quoted) == ("", "", None, "")
    assert note.text == "Is it long enough?\n\nI doubt it."
    assert note.by_name == "Zarmeen Keenjhari"


def test_a_note_on_a_paragraph_keeps_its_words_when_the_paragraph_goes(article, zarmeen):
    note = noting.write(article, zarmeen, "Two?", anchor="p-aaaaaa", quoted=" two \n banks ")
    assert note.quoted == "two banks"
    assert not shown(article, zarmeen).is_gone
    article.body = '<h2 id="h-delta">The delta</h2>'
    article.save()
    thread = shown(article, zarmeen)
    assert thread.is_gone
    assert thread.note.quoted == "two banks"


def test_without_words_a_note_keeps_how_the_paragraph_begins(article, zarmeen):
    note = noting.write(article, zarmeen, "Two?", anchor="p-aaaaaa")
    assert note.quoted == "The river has two banks."


def test_a_quotation_is_cut_not_refused(article, zarmeen):
    note = noting.write(article, zarmeen, "Long.", anchor="p-aaaaaa", quoted="word " * 500)
    assert len(note.quoted) == noting.LONGEST_QUOTE


def test_a_note_on_a_row_follows_it_through_reordering(article, zarmeen, behzad):
    first = article.bylines.get()
    second = article.bylines.create(person=behzad.person, position=20)
    note = noting.write(article, zarmeen, "Post?", place="bylines", row=second.pk)
    first.position, second.position = 20, 10
    first.save()
    second.save()
    assert note.quoted == "Behzad Lasbeliwala"
    assert shown(article, zarmeen).about == "Who wrote it: Behzad Lasbeliwala"
    second.delete()
    thread = shown(article, zarmeen)
    assert thread.is_gone
    assert thread.about == "Who wrote it: Behzad Lasbeliwala"


def test_a_row_that_was_made_anew_with_the_same_words_is_the_same(article, zarmeen):
    funder = Funder.objects.create(article=article, name="Canal Trust")
    noting.write(article, zarmeen, "Both years?", place="funders", row=funder.pk)
    funder.delete()
    Funder.objects.create(article=article, name="Canal Trust")
    assert not shown(article, zarmeen).is_gone


@pytest.mark.parametrize(
    "where",
    [
        {"anchor": "no id"},
        {"anchor": 'p-"><b>'},
        {"place": "password"},
        {"place": "bylines", "row": 987_654},
        {"place": "bylines", "row": 10**30},
        {"place": "title", "row": 1},
    ],
)
def test_a_place_that_there_is_not_is_refused(article, zarmeen, where):
    with pytest.raises(ValidationError, match="no such place"):
        noting.write(article, zarmeen, "Hm.", **where)
    assert not Note.objects.exists()


def test_a_row_of_another_piece_is_no_place_of_this_one(article, zarmeen):
    other = make_article().bylines.get()
    with pytest.raises(ValidationError, match="no such place"):
        noting.write(article, zarmeen, "Hm.", place="bylines", row=other.pk)


@pytest.mark.parametrize(
    ("about", "place"),
    [
        ("", {"place": "", "row": None}),
        ("p-a1b2c3", {"anchor": "p-a1b2c3"}),
        ("h-the-delta", {"anchor": "h-the-delta"}),
        ("bylines", {"place": "bylines", "row": None}),
        ("bylines:12", {"place": "bylines", "row": 12}),
    ],
)
def test_what_a_note_is_about_fits_in_a_word(about, place):
    assert noting.place_of(about) == place


@pytest.mark.parametrize("about", ["bylines:x", "bylines:-1", "bylines:²", "a:1:2"])
def test_a_row_without_a_number_is_refused(about):
    with pytest.raises(ValidationError):
        noting.place_of(about)


@pytest.mark.parametrize("text", ["", " \n ", "\u202e\x07", "x" * (noting.LONGEST + 1)])
def test_empty_and_endless_notes_are_refused_in_a_sentence(article, zarmeen, text):
    with pytest.raises(ValidationError) as refused:
        noting.write(article, zarmeen, text)
    assert refused.value.messages[0].endswith(("first.", "Shorten it."))


@pytest.mark.parametrize(
    "fields",
    [
        {"place": "title"},
        {"anchor": "p-aaaaaa"},
        {"quoted": "words"},
    ],
)
def test_the_database_knows_that_a_reply_has_no_place(article, fields):
    first = Note.objects.create(article=article, text="First.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(article=article, parent=first, text="Second.", **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(article=article, text="Both.", anchor="p-aaaaaa", place="title")
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(article=article, text="A row of what?", row=1)


# -- threads --


def test_a_reply_stands_under_its_note_and_opens_it_again(article, zarmeen, behzad):
    first = noting.write(article, zarmeen, "Is it so?", anchor="p-aaaaaa")
    noting.resolve(first, zarmeen)
    reply = noting.write(article, behzad, "It is.", parent=first)
    first.refresh_from_db()
    assert (first.resolved_at, first.resolved_by) == (None, None)
    assert (reply.parent, reply.anchor, reply.quoted) == (first, "", "")
    assert shown(article, zarmeen).answers == [reply]


def test_replies_have_no_replies_and_stay_with_their_piece(article, zarmeen):
    first = noting.write(article, zarmeen, "Is it so?")
    reply = noting.write(article, zarmeen, "It is.", parent=first)
    with pytest.raises(ValidationError):
        noting.write(article, zarmeen, "Deeper.", parent=reply)
    with pytest.raises(ValidationError):
        noting.write(make_article(), zarmeen, "Elsewhere.", parent=first)


def test_open_counts_threads_not_replies(article, zarmeen):
    first = noting.write(article, zarmeen, "Is it so?")
    noting.write(article, zarmeen, "It is.", parent=first)
    assert list(article.notes.open()) == [first]
    noting.resolve(first, zarmeen)
    assert not article.notes.open()
    assert first.resolved_by == zarmeen
    noting.reopen(first)
    assert list(article.notes.open()) == [first]


def test_whoever_wrote_a_note_or_may_edit_the_text_settles_it(article, zarmeen, behzad):
    author = colleague("Sahiba", role=Role.AUTHOR)
    article.bylines.create(person=author.person)
    own, other = noting.write(article, author, "Mine."), noting.write(article, behzad, "Not mine.")
    article.status = Status.REVIEW
    article.save()
    assert noting.may_settle(author, own)
    assert not noting.may_settle(author, other)
    assert noting.may_settle(zarmeen, own)


def test_notes_of_a_change_move_to_the_piece_when_it_goes_out(zarmeen, institute_alone):
    piece = make_article(status=Status.PUBLISHED, body=BODY)
    change = updates.begin(piece, by=zarmeen)
    row = change.bylines.get()
    first = noting.write(change, zarmeen, "Which post?", place="bylines", row=row.pk)
    noting.write(change, zarmeen, "The newer one.", parent=first)
    noting.write(change, zarmeen, "Two?", anchor="p-aaaaaa")
    change.title, change.change_type, change.change_note = "Banks", "update", "A new title."
    change.save()
    assert not piece.notes.exists()
    updates.put_in_place(change, by=zarmeen)
    on_row, on_paragraph = threads.of(piece, zarmeen, may_edit=True)[0]
    assert (on_row.is_gone, len(on_row.answers)) == (False, 1)
    assert not on_paragraph.is_gone


@pytest.fixture
def institute_alone():
    return make_institute(second_person_clears=False)


# -- who is called --


def test_names_and_log_ins_call(zarmeen, behzad):
    users = [zarmeen, behzad]
    assert mentions.found("@Zarmeen Keenjhari, is it so?", users) == [zarmeen]
    assert mentions.found(f"ask @{behzad.username}.", users) == [behzad]
    assert mentions.found("(@ZARMEEN  keenjhari) and @Behzad Lasbeliwala", users) == users
    assert mentions.found("@zarmeen", users) == []
    assert mentions.found(f"mail zarmeen@{behzad.username}.example", users) == []
    assert mentions.found("", users) == mentions.found("@Zarmeen Keenjhari", []) == []


def test_the_longest_name_wins(zarmeen):
    short, long = colleague("Tajdar Chenabi"), colleague("Tajdar Chenabi-Orakh")
    assert mentions.found("@Tajdar Chenabi-Orakh?", [short, long]) == [long]
    assert mentions.found("@Tajdar Chenabi?", [short, long]) == [short]


def test_names_in_any_script_and_form_of_letters(zarmeen):
    elodie, urdu = colleague("Élodie Vautrane-Marsh"), colleague("تاجدار چنابی")
    users = [elodie, urdu]
    assert mentions.found("@E\u0301lodie Vautrane-Marsh", users) == [elodie]
    assert mentions.found("کیا @تاجدار چنابی، ٹھیک ہے؟", users) == [urdu]


def test_two_of_one_name_are_offered_by_log_in_and_both_called_by_name(zarmeen):
    one, two = colleague("Sahiba"), colleague("sahiba")
    assert mentions.offered([zarmeen, one, two]) == [
        "Zarmeen Keenjhari", one.username, two.username]  # fmt: skip
    assert mentions.found("@Sahiba", [one, two]) == [one, two]


def test_only_who_may_see_the_piece_is_offered_and_called(article, zarmeen):
    stranger = colleague("Sahiba", role=Role.AUTHOR)
    gone = colleague("Dilawar Pasrani")
    gone.is_active = False
    gone.save()
    assert mentions.colleagues(article) == [zarmeen]
    note = noting.write(article, zarmeen, "@Sahiba @Dilawar Pasrani @Zarmeen Keenjhari")
    assert not note.mentioned.exists()
    assert not Notice.objects.exists()
    article.bylines.create(person=stranger.person)
    assert mentions.colleagues(article) == [stranger, zarmeen]


# -- who is told --


def test_who_is_called_is_mailed(
    article, zarmeen, behzad, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        noting.write(article, zarmeen, "@Behzad Lasbeliwala,\nis it so?", anchor="p-aaaaaa",
                     quoted="two banks")  # fmt: skip
    (mail,) = mailoutbox
    assert mail.to == [behzad.email]
    assert mail.subject == "You are asked: On rivers"
    for words in ("Zarmeen Keenjhari asks you", "“two banks”", "is it so?"):
        assert words in mail.body
    note = article.notes.get()
    assert f"/admin/articles/article/{article.pk}/change/#note-{note.pk}" in mail.body


def test_everybody_in_a_thread_is_told_of_an_answer_but_its_writer(article, zarmeen, behzad):
    sahiba = colleague("Sahiba")
    first = noting.write(article, zarmeen, "@Behzad Lasbeliwala?")
    assert told("mention") == {"Behzad Lasbeliwala"}
    assert not told("note")
    noting.write(article, sahiba, "I say yes.", parent=first)
    assert told("note") == {"Zarmeen Keenjhari", "Behzad Lasbeliwala"}
    Notice.objects.all().delete()
    noting.write(article, behzad, "So does @Zarmeen Keenjhari", parent=first)
    assert told("mention") == {"Zarmeen Keenjhari"}
    assert told("note") == {"Sahiba"}


def test_who_may_no_longer_see_the_piece_is_told_nothing(article, zarmeen):
    author = colleague("Sahiba", role=Role.AUTHOR)
    byline = article.bylines.create(person=author.person)
    first = noting.write(article, author, "My own words.")
    byline.delete()
    noting.write(article, zarmeen, "Not hers any more.", parent=first)
    assert not Notice.objects.exists()


def test_a_note_on_a_change_leads_to_the_piece_once_the_change_is_out(
    zarmeen, behzad, institute_alone
):
    piece = make_article(status=Status.PUBLISHED, body=BODY)
    change = updates.begin(piece, by=zarmeen)
    change.title, change.change_type, change.change_note = "Banks", "update", "A new title."
    change.save()
    note = noting.write(change, zarmeen, "@Behzad Lasbeliwala")
    updates.put_in_place(change, by=zarmeen)
    path = Notice.objects.get(kind="mention").path
    assert path == f"/admin/articles/article/{piece.pk}/change/#note-{note.pk}"


def test_a_note_on_a_change_that_went_out_meanwhile_is_refused_with_a_sentence(article, behzad):
    piece = make_article(status=Status.PUBLISHED)
    change = updates.begin(piece, by=behzad)
    seen = type(change).objects.get(pk=change.pk)
    updates.put_in_place(change, by=behzad)
    with pytest.raises(ValidationError, match="is not here any more"):
        noting.write(seen, behzad, "Is this right?")
