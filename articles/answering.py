"""What the person of a personal link says of a text: asked by a form, confirmed by a mailed code.

Recorded beside the clearance, which it never replaces. A code proves that whoever answers reads the
mail of the person named: the link alone may have been passed on. Each answer has a code of its own,
so what guards against guessing is counted in rows.
"""

import secrets
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from articles import answers, history
from articles.models import Preview, PreviewAnswer
from thinktank.audit.models import Event
from thinktank.audit.writing import record
from thinktank.notices.sending import tell_outsider

SALT = "articles.preview.answer"
READING = timedelta(hours=12)  # how long a page's form is good for
GOOD_FOR = timedelta(minutes=30)  # a code
MOST_TRIES = 5  # of one code
MOST_CODES = 6  # of one link in a day: with the tries, thirty guesses at a million


# -- the form on the page --


def seal(preview, text_hash):
    """What the page's form carries: for which link it is, and which exact text stands above it."""
    return signing.dumps([preview.pk, text_hash], salt=SALT)


def unseal(preview, sealed):
    """The sum of the text that stood above the form. None: no form of this link, or an old one."""
    try:
        pk, text_hash = signing.loads(sealed, salt=SALT, max_age=READING)
    except signing.BadSignature:
        return None
    return text_hash if pk == preview.pk else None


# -- saying, and confirming --


@transaction.atomic
def begin(preview, text_hash, *, agreed, text):
    """Keep what was said of this text, and mail the code that confirms it. Returns the answer.

    Raises ValidationError when this link has had its codes for today.
    """
    preview = Preview.objects.select_for_update(of=("self",)).get(pk=preview.pk)
    since = timezone.now() - timedelta(days=1)
    if preview.answers.filter(at__gt=since).count() >= MOST_CODES:
        raise ValidationError(
            _("Too many codes were asked for today. Try again tomorrow."), code="too_many_codes"
        )
    code = f"{secrets.randbelow(1_000_000):06d}"
    answer = PreviewAnswer.objects.create(
        preview=preview, agreed=agreed, text=text, text_hash=text_hash, code_hash=_sum(preview, code),
        revision=_revision(preview, text_hash),
    )  # fmt: skip
    title = preview.article.title
    tell_outsider(
        preview.email,
        subject=_("Your code for “%s”") % title,
        lines=[
            _("Your code: %s") % code,
            _("Type it on the page of “%s” to confirm your answer. It is good for 30 minutes.")
            % title,
            _("If you gave no answer, somebody else has your link. Tell whoever sent it to you."),
        ],
    )
    return answer


def _revision(preview, text_hash):
    """The revision that holds this text, written now if none does yet."""
    if preview.revision:
        return preview.revision
    history.keep(preview.article)
    return preview.article.revisions.filter(text_hash=text_hash).first()


def again(answer):
    """The same answer with a new code. Raises ValidationError as begin() does."""
    return begin(answer.preview, answer.text_hash, agreed=answer.agreed, text=answer.text)


def pending(preview):
    """The answer whose code may still be typed, or None."""
    answer = preview.answers.first()
    return answer if answer and is_pending(answer) else None


def is_pending(answer):
    is_good = answer.at > timezone.now() - GOOD_FOR and answer.tries < MOST_TRIES
    return is_good and answer.confirmed_at is None


@transaction.atomic
def confirm(preview, code):
    """The answer that this code confirms, told to whoever gave the link; None: it is not the code.

    A try is counted before it is compared.
    """
    Preview.objects.select_for_update(of=("self",)).get(pk=preview.pk)
    answer = pending(preview)
    if answer is None:
        return None
    answer.tries += 1
    is_right = constant_time_compare(answer.code_hash, _sum(preview, code))
    answer.confirmed_at = timezone.now() if is_right else None
    answer.save(update_fields=["tries", "confirmed_at"])
    if not is_right:
        return None
    record(
        Event.ANSWERED, by=AnonymousUser(), name=preview.name, subject=preview.article,
        detail={"agreed": answer.agreed, "comment": answer.text},
    )  # fmt: skip
    answers.tell_giver(preview, answer)
    return answer


def _sum(preview, code):
    return salted_hmac(SALT, f"{preview.key}:{code}", algorithm="sha256").hexdigest()
