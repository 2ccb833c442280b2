"""What the forms of both kinds of file share."""


class TakesFiles:
    """Keeps what was uploaded; without an upload, what is there stays."""

    def save_model(self, request, obj, form, change):
        if upload := form.cleaned_data.get("upload"):
            obj.take(upload)
        super().save_model(request, obj, form, change)
