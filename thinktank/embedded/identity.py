"""As whom the server runs. Postgres refuses root, so root takes one of two other ways."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from thinktank.embedded.faults import CannotRun

NOBODY = 65534
LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True)
class Identity:
    owner: int  # whose the data folder must be
    in_namespace: bool = False
    account: dict = field(default_factory=dict)  # for Popen

    def command(self, program, *, with_parent=False):
        """The command that runs `program` (a list) as this identity."""
        wishes = ["--namespace"] * self.in_namespace + ["--with-parent"] * with_parent
        if not wishes or self.account:  # another account may be unable to reach our Python
            return program
        return [sys.executable, "-I", "-S", str(LAUNCHER), *wishes, "--", *program]

    def take(self, path):
        """Make our own data folder this identity's; nothing outside it is touched."""
        if path.stat().st_uid == self.owner:
            return
        for inside in [path, *path.rglob("*")]:
            os.chown(inside, self.owner, -1, follow_symlinks=False)


def choose(postgres):
    """The first identity under which the program `postgres` starts at all."""
    if os.geteuid() != 0 and _has_name(os.geteuid()):
        return Identity(owner=os.geteuid())
    for identity in (in_namespace(), as_nobody()):
        if _starts(identity, postgres):
            return identity
    raise CannotRun(
        f"The embedded database cannot run as {_who()} on this machine: it allows no user"
        f" namespace, and another account may not enter the folder of {postgres}. Run as an"
        " ordinary user, keep the project outside private folders, or point DATABASE_URL at a"
        " server."
    )


def _has_name(number):
    """A container may run under any number; Postgres wants one with an account."""
    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True


def _who():
    return "root" if os.geteuid() == 0 else f"user {os.geteuid()}, who has no account,"


def in_namespace():
    return Identity(owner=os.geteuid(), in_namespace=True)


def as_nobody():
    account = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return Identity(owner=NOBODY, account=account)


def _starts(identity, postgres):
    try:
        answer = subprocess.run(
            identity.command([postgres, "--version"]),
            capture_output=True,
            check=False,
            **identity.account,
        )
    except (OSError, subprocess.SubprocessError):  # forbidden, or no right to change the account
        return False
    return answer.returncode == 0
