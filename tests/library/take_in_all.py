"""Takes hostile pictures in as the site does, in a process whose memory is nobody else's. A script.

`python -m tests.library.take_in_all ANSWERS`: writes {name: Taken or sentence} and most memory used.
"""

import os
import pickle
import re
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
    most = {"SELF": own_peak(), "CHILDREN": peak(resource.RUSAGE_CHILDREN)}
    Path(path).write_bytes(pickle.dumps((answers, most)))


def own_peak():
    """In MB. Where Linux tells: getrusage counts what the process was forked from, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return peak(resource.RUSAGE_SELF)
    return int(re.search(r"VmHWM:\s+(\d+) kB", status.read_text())[1]) // 1024


def peak(who):
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(who).ru_maxrss * unit // 2**20


def answer_to(name, content):
    from thinktank.library import pictures  # after setup

    try:
        return pictures.take_in(SimpleUploadedFile(name.rpartition("/")[2], content))
    except ValidationError as why_not:
        return why_not.messages[0]


if __name__ == "__main__":
    main(sys.argv[1])
