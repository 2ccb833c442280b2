"""The server's data folder: which version made it, making it, the folder for its socket."""

import locale
import os
import shutil
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from thinktank.embedded.addresses import USER, socket_folder
from thinktank.embedded.faults import Unusable

BUILTIN_LOCALE = 17  # the first version with a locale of its own, the same on every system
UTF8_CTYPES = ("C.UTF-8", "en_US.UTF-8", "UTF-8")


def major(data):
    """The version that made the data; None where there is none yet."""
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except PermissionError:
        raise Unusable(
            f"{data} belongs to another user. Run as that user, or set VAR_DIR to a folder of yours."
        ) from None


def make(data, binaries, identity, *, careless=False):
    """Make the data beside its place and move it there whole, so that a cut-off try leaves none."""
    if data.exists() and any(data.iterdir()):
        raise Unusable(f"{data} is not empty and holds no database. Move it away.")
    data.parent.mkdir(parents=True, exist_ok=True)
    new = data.with_name(f"{data.name}.new")
    if new.exists():
        shutil.rmtree(new)
    new.mkdir(mode=0o700)
    identity.take(new)
    answer = subprocess.run(
        identity.command(_initdb(new, binaries, careless)),
        capture_output=True,
        text=True,
        check=False,
        **identity.account,
    )
    if answer.returncode != 0:
        shutil.rmtree(new)
        raise Unusable(f"The database could not be made in {data}:\n{answer.stderr.strip()}")
    with suppress(FileNotFoundError):
        data.rmdir()
    new.rename(data)


def _initdb(data, binaries, careless):
    command = [binaries["initdb"], "-D", str(data), "-U", USER, "--auth=trust", "--encoding=UTF8"]
    command += ["--data-checksums", "--no-instructions", *_locale(binaries.major)]
    return command + ["--no-sync"] * careless


def _locale(version):
    """Order by code point everywhere: indexes stay right when the system's locale data changes.

    `--lc-ctype` stays the system's: the parser of full-text search asks it what is a letter, and
    under plain C it takes curly quotes, dashes and the Urdu comma for parts of words.
    """
    if version < BUILTIN_LOCALE:
        return [f"--locale={_utf8_ctype()}", "--lc-collate=C", "--lc-messages=C"]
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C", f"--lc-ctype={_utf8_ctype()}", *builtin]


def _utf8_ctype():
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in UTF8_CTYPES:
            with suppress(locale.Error):
                return locale.setlocale(locale.LC_CTYPE, name)
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise Unusable(f"This system knows no UTF-8 locale. One of these is needed: {UTF8_CTYPES}.")


def prepare_socket_folder(data, identity):
    """Make the short folder for the socket where the data's own path is too long.

    It lies in /tmp, where anybody may make folders: only one that is ours and closed will do.
    """
    folder = socket_folder(data)
    if folder == Path(data):
        return
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        os.chown(folder, identity.owner, -1)
    found = folder.lstat()
    mine = found.st_uid in {identity.owner, os.geteuid()}
    if not stat.S_ISDIR(found.st_mode) or not mine or stat.S_IMODE(found.st_mode) & 0o077:
        raise Unusable(f"{folder} is not this user's private folder. Remove it and start again.")
    if found.st_uid != identity.owner:
        os.chown(folder, identity.owner, -1)
    if sys.platform == "linux":
        os.utime(folder)  # systems that clear /tmp by age leave what was lately used
