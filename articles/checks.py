"""What must be right before a piece is published. Each finding names its place."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models.kinds import Kind
from thinktank.markup import reading


@dataclass(frozen=True)
class Finding:
    """`place`: the form's field (or inline's prefix) to go to; `text`: what to do, in a sentence."""

    place: str
    text: str


def blocking(article, *, day=None):
    """Findings that block publication, in the order of the form. `day`: the intended date."""
    day = day or timezone.localdate()
    return [
        *_text(article),
        *headings(article.body),
        *_people_and_themes(article),
        *_picture(article, day),
        *_kind(article),
        *_disclosure(article),
    ]


def _text(article):
    if not article.title.strip():
        yield Finding("title", _("Give it a title."))
    elif not article.slug:
        yield Finding("slug", _("No address can be made from this title. Type one."))
    if not article.standfirst.strip():
        yield Finding("standfirst", _("Say in one or two sentences what the piece says."))
    if not article.body:
        yield Finding("body", _("There is no text yet."))


def headings(body):
    """Heading levels go down one at a time, beginning with 2; every heading has words."""
    previous = 1
    for heading in reading.parse(body).iter("h2", "h3", "h4"):
        level, text = int(heading.tag[1]), heading.text_content().strip()
        if not text:
            yield Finding("body", _("An empty heading stands in the text. Delete it."))
        elif level > previous + 1:
            yield Finding(
                "body",
                _("The heading “%(text)s” is of level %(level)d after one of level %(previous)d. "
                  "Make it level %(wanted)d.")
                % {"text": text, "level": level, "previous": previous, "wanted": previous + 1},
            )  # fmt: skip
        previous = level


def _people_and_themes(article):
    if not article.bylines.exists():
        yield Finding("bylines", _("Say who wrote it."))
    if not article.filed_under.exists():
        yield Finding("filed_under", _("Choose at least one theme."))


def _picture(article, day):
    picture = article.lead_image
    if picture is None:
        return
    if not (article.lead_is_decorative or article.alt):
        yield Finding(
            "lead_alt",
            _("Describe the lead picture for those who do not see it, or mark it as decoration."),
        )
    if not picture.rights_alive(day):
        yield Finding(
            "lead_image",
            _("The rights to the picture ended on %(day)s. Choose another.")
            % {"day": picture.rights_until},
        )


def _kind(article):
    required = article.kind.requires
    if Kind.Required.KEY_POINTS in required and not article.key_points:
        yield Finding("key_points", _("%s needs key points.") % article.kind)
    if Kind.Required.LEAD_IMAGE in required and not article.lead_image_id:
        yield Finding("lead_image", _("%s needs a lead picture.") % article.kind)
    if Kind.Required.SERIES in required and not (article.series_id and article.series_number):
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
