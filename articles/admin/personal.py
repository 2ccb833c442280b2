"""Personal links on the desk: who has one to this piece, what they said, a new one, an end to one."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Max, Prefetch
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from articles import answers, history, previews
from articles.admin import whereabouts
from articles.models import Preview, PreviewAnswer
from articles.models.previews import MOST_DAYS, USUAL_DAYS

AS_IT_IS, NEWEST = "now", "newest"
OFFERED = 15  # earlier versions in the form


class LinkForm(forms.ModelForm):
    text = forms.ChoiceField(label=_("Which text"))
    days = forms.IntegerField(
        label=_("Good for how many days"), min_value=1, max_value=MOST_DAYS, initial=USUAL_DAYS
    )

    class Meta:
        model = Preview
        fields = ["name", "email", "may_answer"]
        labels = {
            "name": _("For whom"), "email": _("E-mail"),
            "may_answer": _("May agree with the text or comment on it"),
        }  # fmt: skip
        help_texts = {
            "email": _("Only needed for an answer: a code mailed there shows that it is theirs."),
        }
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "off"})}

    field_order = ["name", "text", "days", "may_answer", "email"]

    def __init__(self, *args, article, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.article = article
        self.fields["text"].choices = [
            (AS_IT_IS, _now("The text as it is now")),
            (NEWEST, _now("Always the newest text")),
            *((str(row.number), version(row)) for row in _earlier(article)),
        ]

    def clean(self):
        if self.cleaned_data.get("may_answer") and self.cleaned_data.get("email") == "":
            self.add_error("email", _now("Whoever is to answer needs an e-mail address."))
        return self.cleaned_data

    def give(self, by):
        """The link that was asked for."""
        wanted = self.cleaned_data
        return previews.give(
            self.article, by=by, days=wanted["days"], revision=self._revision(by),
            name=wanted["name"], email=wanted["email"], may_answer=wanted["may_answer"],
        )  # fmt: skip

    def _revision(self, by):
        text = self.cleaned_data["text"]
        if text == NEWEST:
            return None
        if text == AS_IT_IS:
            return history.keep(self.article, by=by)
        return self.article.revisions.get(number=int(text))


def _earlier(article):
    return article.revisions.for_lists()[1 : OFFERED + 1]


def version(revision):
    """Version 3 of Thu 12 Mar, 09:00 PKT: Cleared"""
    about = {"number": revision.number, "when": whereabouts.moment(revision.at)}
    named = _now("Version %(number)d of %(when)s") % about
    what = revision.label or revision.why
    return f"{named}: {what}" if what else named


class PersonalLinks:
    """Mixed into the article's admin."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.previews_view)
        revoke = self.admin_site.admin_view(self.preview_revoke_view)
        one = "<int:object_id>/previews/<int:preview_id>/revoke/"
        return [
            path("<int:object_id>/previews/", page, name="articles_article_previews"),
            path(one, revoke, name="articles_article_preview_revoke"),
            *super().get_urls(),
        ]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj:
            context |= {
                "may_give": previews.may_give(request.user, obj),
                "answers": answers.answers_of(obj),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @transaction.atomic
    def previews_view(self, request, object_id):
        article = self._to_give(request, object_id)
        is_givable = previews.is_givable(article)
        form = LinkForm(request.POST or None, article=article)
        if request.method == "POST" and not is_givable:
            # It went live, or away, while somebody filled in the form.
            messages.error(request, _now("There is no text any more that only a link would show."))
        elif request.method == "POST" and form.is_valid():
            link = form.give(request.user)
            messages.success(
                request,
                _now("Here is the link for %s. Copy it and send it yourself.") % link.name,
            )
            return redirect("admin:articles_article_previews", article.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Personal links"), "article": article, "opts": self.opts,
            "form": form if is_givable else None, "links": _links(request, article),
            "public_url": article.get_absolute_url() if article.is_live else "",
        }  # fmt: skip
        return TemplateResponse(request, "admin/articles/article/previews.html", context)

    @transaction.atomic
    def preview_revoke_view(self, request, object_id, preview_id):
        article = self._to_give(request, object_id)
        link = get_object_or_404(Preview, pk=preview_id, article=article)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        previews.revoke(link, by=request.user)
        messages.success(request, _now("The link of %s opens to nobody any more.") % link.name)
        return redirect("admin:articles_article_previews", article.pk)

    def _to_give(self, request, object_id):
        article = self.get_object(request, str(object_id))
        if article is None or not previews.may_give(request.user, article):
            raise Http404
        return article


def _links(request, article):
    """[{"link", …}] of all that were given, the newest first; each with its address while it opens."""
    said = PreviewAnswer.objects.filter(confirmed_at__isnull=False).order_by("-confirmed_at")
    rows = (
        article.previews.select_related("given_by__person", "revision", "article")
        .defer("revision__content", "revision__html", "revision__contents")
        .annotate(times=Count("openings"), last=Max("openings__at"))
        .prefetch_related(Prefetch("answers", said, to_attr="said"))
    )
    return [
        {
            "link": row,
            "text": version(row.revision) if row.revision else _now("Always the newest text"),
            "until": whereabouts.moment(row.expires_at),
            "given_by": whereabouts.name_of(row.given_by),
            "last": whereabouts.moment(row.last) if row.last else "",
            "is_open": row.revoked_at is None and row.expires_at > timezone.now(),
            "url": request.build_absolute_uri(previews.address_of(row)),
        }
        for row in rows
    ]
