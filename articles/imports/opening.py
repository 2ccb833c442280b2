"""A .docx opened with care: a zip whose size was looked at, its parts read by name, no entities."""

import io
import zipfile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from lxml import etree

from articles.imports.words import name

LARGEST_FILE = 25 * 1024 * 1024
LARGEST_PART = 40 * 1024 * 1024
LARGEST_WHOLE = 200 * 1024 * 1024  # unpacked
MOST_PARTS = 4000
MOST_PACKED = 250  # how many times a part may be larger than its packed form
SMALL = 1024 * 1024  # a part of which nobody asks how well it is packed
MAIN = "word/document.xml"
ROOT = "_rels/.rels"

# The names of the strict and of the usual form of the format mean the same.
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """The parts of one file. Raises ValidationError in an editor's words for what is no .docx."""

    def __init__(self, content):
        if len(content) > LARGEST_FILE:
            raise ValidationError(too_large(len(content)))
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self.zip.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as broken:
            raise ValidationError(_not_word(content)) from broken
        _check(entries)
        self.names = {entry.filename for entry in entries}
        self.main = self._main() if ROOT in self.names else MAIN
        if self.main not in self.names or len(self.names) != len(entries):
            raise ValidationError(_not_word(content))

    def _main(self):
        """The name of the document itself, as the file's own list says."""
        for node in self.xml(ROOT).iter(name("rel:Relationship")):
            if (node.get("Type") or "").endswith("/officeDocument"):
                return (node.get("Target") or "").lstrip("/")
        return MAIN

    def read(self, part):
        try:
            return self.zip.read(part)
        except (
            zipfile.BadZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            OSError,
            KeyError,
        ) as broken:
            raise ValidationError(_broken()) from broken

    def xml(self, part):
        """The part's tree, or None when the file has no such part."""
        return parsed(self.read(part)) if part in self.names else None

    def rewritten(self, parts):
        """The same file with these parts ({name: tree}) in place of its own."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
            for part in sorted(self.names):
                if part in parts:
                    made.writestr(part, etree.tostring(parts[part], encoding="UTF-8"))
                elif not part.endswith("/"):
                    made.writestr(part, self.read(part))
        out.seek(0)
        return out


def parsed(content):
    """XML without entities, without anything fetched, of usual depth."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValidationError(_broken())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(content.replace(STRICT, USUAL), parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise ValidationError(_broken()) from broken


def _check(entries):
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_PARTS or whole > LARGEST_WHOLE:
        raise ValidationError(_unpacks())
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART:
            raise ValidationError(_unpacks())
        if entry.file_size > SMALL and entry.file_size / packed > MOST_PACKED:
            raise ValidationError(_unpacks())
        if entry.flag_bits & 1:
            raise ValidationError(
                _("The file is locked with a password. Save it without and try again.")
            )


def too_large(size):
    return _("The file has %(size)d MB; at most %(limit)d MB fit. Save its pictures smaller and try again.") % {
        "size": size // 2**20 + 1, "limit": LARGEST_FILE // 2**20,
    }  # fmt: skip


def _not_word(content):
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _(
            "This is a file of the older Word format (.doc), or one with a password. "
            "Open it in Word, save it as .docx and try again."
        )
    if content.startswith(b"%PDF-"):
        return _("This is a PDF. Wanted is the Word file (.docx) that it was made from.")
    return _("This is not a Word file. Wanted: a text saved as .docx.")


def _broken():
    return _(
        "The file is damaged, or not as Word writes it. Open it in Word, save it anew and try again."
    )


def _unpacks():
    return _("The file unpacks to more than a text can be. Save it anew in Word and try again.")
