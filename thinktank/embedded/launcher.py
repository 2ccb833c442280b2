"""Run a program in this one's place, as the server's start needs it. A script.

`--namespace`    root becomes an ordinary user in a namespace of its own: Postgres refuses to run
                 as root, and this needs no account, no chown and no chmod.
`--with-parent`  the program ends at once when its parent does (Linux), even by `kill -9`.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

INSIDE = 1000  # any number but 0 will do
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def enter_namespace():
    uid, gid = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")  # the kernel asks for this before gid_map
    Path("/proc/self/uid_map").write_text(f"{INSIDE} {uid} 1")
    Path("/proc/self/gid_map").write_text(f"{INSIDE} {gid} 1")


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
