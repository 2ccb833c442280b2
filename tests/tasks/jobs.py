"""Tasks to test with. Workers import them from here, in processes of their own too."""

import time
from pathlib import Path

from django.tasks import task

from thinktank.tasks.retrying import retrying

tried = []


@task
@retrying(times=3, first=0)
def works_the_third_time(name):
    tried.append(name)
    if len(tried) < 3:
        raise OSError("the storage is away")


@task
@retrying(times=3, first=0)
def never_works():
    tried.append("never")
    raise OSError("the storage is away")


@task
def fails_once():
    tried.append("once")
    raise OSError("nobody tries this again")


@task
def is_done_when_let(folder):
    """Says that it has begun; goes on once there is a file named “go”."""
    folder = Path(folder)
    with (folder / "begun").open("a") as file:
        file.write("begun\n")
    while not (folder / "go").exists():
        time.sleep(0.02)
    with (folder / "done").open("a") as file:
        file.write("done\n")
