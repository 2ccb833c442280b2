"""Taking a step of the workflow: checked, carried out and written down in one transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import checks, content
from articles.models import Article, Listing, StepTaken
from articles.models.kinds import Series
from articles.render import picture_keys
from articles.states import EDITABLE, EDITS_AS, STEPS, Status, WrongStep, sources, steps_from
from people.models import Person
from thinktank.library.models import Image, Usage
from thinktank.site.models import Institute


def own(user):
    """The pieces this log-in may see: all, or those it began or signed."""
    articles = Article.objects.all()
    return articles if user.has_perm("articles.change_any_article") else articles.of_user(user)


def may_see(user, article):
    """Whether this log-in may know of the piece at all."""
    if user.has_perm("articles.change_any_article"):
        return True
    return article.created_by_id == user.pk or article.bylines.filter(person__user=user).exists()


def may_edit(user, article):
    """Whether this log-in may change the text, in the state the piece is in."""
    return may_see(user, article) and any(
        article.status in states and user.has_perm(EDITS_AS[role])
        for role, states in EDITABLE.items()
    )


def possible_steps(user, article):
    """The steps this log-in may take with this piece now, in the table's order."""
    if not may_see(user, article):
        return []
    second = Institute.current().second_person_clears
    return [
        step
        for step in steps_from(article.status, second_person=second)
        if user.has_perm(f"articles.{step.permission}")
        and not (step.name == "hold" and not article.is_scheduled)
        and not (step.name == "withdraw" and article.is_scheduled)
        and not (step.name == "clear" and not second)
        and not (step.another and second and _sent_by(article) == user.pk)
    ]


@transaction.atomic
def take_step(article, name, *, by, why="", at=None):
    """Move a piece one step. `at`: the hour of publication (None: now). Returns the StepTaken.

    Raises PermissionDenied when `by` may not, WrongStep when the state does not allow it, and
    ValidationError (with the findings) when something is missing.
    """
    step = STEPS[name]
    Article.objects.select_for_update().get(pk=article.pk)
    article.refresh_from_db()
    second = Institute.current().second_person_clears
    if not (may_see(by, article) and by.has_perm(f"articles.{step.permission}")):
        raise PermissionDenied
    if article.status not in sources(step, second_person=second):
        raise WrongStep(article, step, steps_from(article.status, second_person=second))
    _check(article, step, by, why, at, second=second)
    source = article.status
    article.status = step.target
    CARRY_OUT.get(name, _save_only)(article, at=at, why=why)
    record(article)
    return StepTaken.objects.create(
        article=article, step=name, source=source, target=step.target, by=by,
        by_name=by.get_username(), why=why, text_hash=content.cleared_hash(article),
    )  # fmt: skip


def _check(article, step, by, why, at, *, second):
    if step.asks_reason and not why.strip():
        raise ValidationError(_("Say why: the next person reads it."), code="reason_missing")
    if step.another and second and _sent_by(article) == by.pk:
        raise ValidationError(
            _("You sent this text for review, so somebody else must clear it."), code="same_person"
        )
    if step.name == "hold" and not article.is_scheduled:
        raise ValidationError(_("It is public already. Withdraw it instead."), code="live")
    if step.name == "withdraw" and article.is_scheduled:
        raise ValidationError(_("It is not public yet. Hold it instead."), code="scheduled")
    if step.checks:
        day = timezone.localdate(at) if at else None
        if findings := checks.blocking(article, day=day):
            raise ValidationError([finding.text for finding in findings], code="findings")
        if second and article.cleared_hash != content.cleared_hash(article):
            raise ValidationError(
                _("The text was changed since it was cleared. Send it for review again."),
                code="changed_since_clearance",
            )


def _sent_by(article):
    last = article.steps.filter(step="send").first()
    return last and last.by_id


def _save_only(article, **_unused):
    article.save()


def _ask(article, **_unused):
    article.cleared_hash = ""
    article.save()
    for byline in article.bylines.all():
        byline.thaw()


def _clear(article, **_unused):
    _freeze_bylines(article, timezone.localdate())
    article.cleared_hash = content.cleared_hash(article)
    article.save()


def _publish(article, *, at, **_unused):
    moment = at or timezone.now()
    _freeze_bylines(article, timezone.localdate(moment))
    article.published_at = moment
    # Only a piece that was never public comes here: a public one is withdrawn and put back.
    article.year = timezone.localdate(moment).year
    _give_number(article)
    article.slug = free_slug(article)
    article.cleared_hash = content.cleared_hash(article)
    article.save()


def _withdraw(article, *, why, **_unused):
    article.withdrawn_at, article.withdrawn_reason = timezone.now(), why
    article.save()


def _restore(article, **_unused):
    article.withdrawn_at, article.withdrawn_reason = None, ""
    article.save()


CARRY_OUT = {
    "ask": _ask,
    "clear": _clear,
    "publish": _publish,
    "withdraw": _withdraw,
    "restore": _restore,
}


def _freeze_bylines(article, day):
    for byline in article.bylines.select_related("person"):
        byline.freeze(day)


def free_slug(article):
    """The wanted address, or the next free one with a number, as two pieces of a year may differ."""
    taken = set(
        Article.objects.filter(year=article.year, slug__startswith=article.slug)
        .exclude(pk=article.pk)
        .values_list("slug", flat=True)
    ) | {"feed"}
    slug, number = article.slug, 2
    while slug in taken:
        slug, number = f"{article.slug}-{number}", number + 1
    return slug


def _give_number(article):
    """The next number of its series in this year, if the series counts and none was given."""
    if not article.series_id or article.series_number or not article.series.prefix:
        return
    # The series' row is the lock: two pieces published at once get two numbers.
    Series.objects.select_for_update().get(pk=article.series_id)
    last = Article.objects.filter(series=article.series, year=article.year).order_by(
        "-series_number"
    )
    last = last.filter(series_number__isnull=False).values_list("series_number", flat=True).first()
    article.series_number = (last or 0) + 1


def record(article):
    """Make everything that follows from an article's state true: lists, files, search, guests."""
    from articles.search import index

    Listing.objects.relist(article)
    public = article.status == Status.PUBLISHED and article.replaces_id is None
    Usage.objects.record(
        f"article:{article.pk}",
        [
            article.lead_image,
            *Image.objects.filter(pk__in=picture_keys(article.body)),
            *(each.document for each in article.attachments.all()),
        ],
        public_from=article.published_at if public else None,
        public_until=article.expires_at if public else None,
    )
    index(article)
    for person in Person.objects.filter(
        bylines__article=article, standing=Person.Standing.GUEST
    ).distinct():
        show_guest(person)


def show_guest(person):
    """A guest's page is public from the first published piece on."""
    published = person.articles.filter(status=Status.PUBLISHED, replaces=None)
    person.public_from = published.aggregate(first=Min("published_at"))["first"]
    person.save(update_fields=["public_from"])
