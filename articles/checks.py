"""What must be right before a piece is published. Each finding names its place."""

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.flaws import flaws, rights_ended
from articles.models.kinds import Kind
from articles.places import Finding
from articles.render import picture_keys
from articles.states import Status
from thinktank.library.models import Image


def blocking(article, *, day=None):
    """Findings that block publication, in the order of the form. `day`: the intended date."""
    day = day or timezone.localdate()
    keys = picture_keys(article.body)
    pictures = Image.objects.in_bulk(keys) if keys else {}
    return [
        *_text(article),
        *flaws(article.body, pictures, day),
        *_people_and_themes(article),
        *_lead(article, day),
        *_unready(article, pictures.values()),
        *_kind(article),
        *_disclosure(article),
        *_relations(article),
    ]


def _home(article):
    """The piece that keeps the housekeeping: a change beside one has none of its own."""
    return article.replaces or article


def _text(article):
    if not article.title.strip():
        yield Finding("title", _("Give it a title."))
    elif not (article.slug or article.replaces_id):
        yield Finding("slug", _("No address can be made from this title. Type one."))
    if not article.standfirst.strip():
        yield Finding("standfirst", _("Say in one or two sentences what the piece says."))
    if not article.body:
        yield Finding("body", _("There is no text yet."))


def _people_and_themes(article):
    if not article.bylines.exists():
        yield Finding("bylines", _("Say who wrote it."))
    if not _home(article).filed_under.exists():
        yield Finding("filed_under", _("Choose at least one theme."))


def _lead(article, day):
    picture = article.lead_image
    if picture is None:
        return
    if not (article.lead_is_decorative or article.alt):
        yield Finding(
            "lead_alt",
            _("Describe the lead picture for those who do not see it, or mark it as decoration."),
        )
    if not picture.rights_alive(day):
        yield Finding("lead_image", rights_ended(picture))


def _unready(article, pictures):
    """One finding for all pictures whose sizes are still being drawn: it goes away by itself."""
    waiting = {each for each in (article.lead_image, *pictures) if each and not each.ready}
    if not waiting:
        return
    seconds = next(iter(waiting)).waiting_seconds
    about = {"number": len(waiting), "seconds": max(1, seconds or 0)}
    if seconds is None:
        said = ngettext(
            "%(number)d picture waits to be prepared, and nothing prepares pictures at the moment.",
            "%(number)d pictures wait to be prepared, and nothing prepares pictures at the moment.",
            len(waiting),
        )
    else:
        said = ngettext(
            "%(number)d picture is still being prepared, about %(seconds)d s.",
            "%(number)d pictures are still being prepared, about %(seconds)d s.",
            len(waiting),
        )
    place = "lead_image" if article.lead_image in waiting else "body"
    yield Finding(place, said % about, waits=True)


def _kind(article):
    required = article.kind.requires
    if Kind.Required.KEY_POINTS in required and not article.key_points:
        yield Finding("key_points", _("%s needs key points.") % article.kind)
    if Kind.Required.LEAD_IMAGE in required and not article.lead_image_id:
        yield Finding("lead_image", _("%s needs a lead picture.") % article.kind)
    home = _home(article)
    if Kind.Required.SERIES in required and not (home.series_id and home.series_number):
        yield Finding("series", _("%s needs its series and number.") % article.kind)


def _disclosure(article):
    funding = article.Funding
    if article.funding == funding.UNSAID:
        yield Finding(
            "funding", _("Say who paid for the work; “No specific funding” is an answer.")
        )
    if article.funding == funding.FUNDED and not article.funders.exists():
        yield Finding("funders", _("Name who paid."))
    if not article.interests.strip():
        yield Finding("interests", _("State the authors’ interests; “none” is an answer."))


def _relations(article):
    """No relation that leads a reader nowhere."""
    article = _home(article)
    original, older = article.translation_of, article.supersedes
    if original and original.pk == article.pk:
        yield Finding("translation_of", _("A piece is not the translation of itself."))
    elif original and original.status == Status.WITHDRAWN:
        said = _("The original, “%s”, was withdrawn. Take the relation away.")
        yield Finding("translation_of", said % original)
    if older and older.pk == article.pk:
        yield Finding("supersedes", _("A piece does not take the place of itself."))
    attachments = list(article.attachments.all())
    prefetch_related_objects(attachments, "document")
    for attachment in attachments:
        file = attachment.document.file
        if not (file and file.storage.exists(file.name)):
            said = _("The file of “%s” is gone from the library. Attach another or take it away.")
            yield Finding("attachments", said % attachment)
