"""The form for a document as it goes over the wire, and what the storage holds."""

from pathlib import Path

from django.core.files.storage import default_storage

from tests.admin.filling import filled

ADD = "/admin/library/document/add/"
BOUNDARY = "a-boundary"
FORM = f"multipart/form-data; boundary={BOUNDARY}"


def everything_kept():
    return {path for path in Path(default_storage.location).rglob("*") if path.is_file()}


def body_with(client, name, content):
    """A form as a browser sends it, but with this name as it stands."""
    fields = filled(client.get(ADD)) if client else {}
    fields.pop("upload", None)
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        for field, values in fields.items() for value in values
    ]  # fmt: skip
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="upload"; filename="'
    kind = b'"\r\nContent-Type: application/pdf\r\n\r\n'
    end = f"\r\n--{BOUNDARY}--\r\n".encode()
    return b"".join([*parts, head.encode(), name.encode(), kind, content, end])
