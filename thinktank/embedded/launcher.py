"""Run a program in this one's place, as the server's start needs it. A script.

`--namespace`    we become an ordinary user in a namespace of its own: Postgres runs neither as
                 root nor as a number without a name, and this needs no account, chown or chmod.
`--with-parent`  the program ends at once when its parent does (Linux), even by `kill -9`.
"""

import ctypes
import os
import pwd
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def anybody():
    """The number of an account of this machine that is not root's. Postgres looks up its name."""
    numbers = {entry.pw_uid for entry in pwd.getpwall()} - {0}
    return 65534 if 65534 in numbers else min(numbers)


def enter_namespace():
    uid, gid, inside = os.geteuid(), os.getegid(), anybody()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")  # the kernel asks for this before gid_map
    Path("/proc/self/uid_map").write_text(f"{inside} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{inside} {gid} 1")


def end_with_parent():
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def main(arguments):
    border = arguments.index("--")
    wishes, command = arguments[:border], arguments[border + 1 :]
    if "--namespace" in wishes:
        enter_namespace()
    if "--with-parent" in wishes:
        end_with_parent()  # after the namespace: changing credentials undoes it
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1:])
