"""Takes hostile pictures in as the site does, in a process whose memory is nobody else's. A script.

`python -m tests.library.take_in_all ANSWERS`: writes {name: Taken or sentence} and most memory used.
"""

import os
import pickle
import resource
import sys
from pathlib import Path

import django
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.library import hostile


def main(path):
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    answers = {name: answer_to(name, content) for name, _taken, content in hostile.each()}
    unit = 1 if sys.platform == "darwin" else 1024
    most = {
        who: resource.getrusage(getattr(resource, f"RUSAGE_{who}")).ru_maxrss * unit // 2**20
        for who in ("SELF", "CHILDREN")
    }
    Path(path).write_bytes(pickle.dumps((answers, most)))


def answer_to(name, content):
    from thinktank.library import pictures  # after setup

    try:
        return pictures.take_in(SimpleUploadedFile(name.rpartition("/")[2], content))
    except ValidationError as why_not:
        return why_not.messages[0]


if __name__ == "__main__":
    main(sys.argv[1])
