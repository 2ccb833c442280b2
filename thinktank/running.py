"""`make run` and `make dev`: the whole site from one command, database included.

This process starts the database, prepares the site, starts the web server and stops both.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext, suppress

import django

from thinktank.embedded import ROOT
from thinktank.embedded.faults import Fault
from thinktank.embedded.identity import LAUNCHER
from thinktank.embedded.sharing import running

HOST = "127.0.0.1"
ANSWER_PATIENCE = 60  # seconds for the first answer of the web server
STOP_PATIENCE = 15  # seconds for requests under way to end
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(line):
    print(line, flush=True)


def main(arguments):
    development = "--dev" in arguments
    leave_on_signals()
    try:
        run(development)
    except Fault as fault:
        sys.exit(str(fault))


def run(development):
    port = wanted_port()
    refuse_taken(port)
    os.environ["DEBUG"] = "1" if development else "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinktank.settings")
    with database() as server:
        prepare()
        with web_server(port, development) as site:
            await_answer(site, port)
            say(welcome(port))
            watch(site, server)


def wanted_port():
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 2**16:
        raise Fault(f"PORT={port} is no port. Give a number from 1 to 65535: PORT=8123 make run")
    return int(port)


def refuse_taken(port):
    """Say so at once when something else has the port, rather than after a minute's work."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            text = f"Port {port} cannot be used ({error.strerror}). Choose another:"
            raise Fault(f"{text} PORT={port + 1} make run") from None


def database():
    """The embedded server, or nothing to run where DATABASE_URL names another."""
    return nullcontext() if os.environ.get("DATABASE_URL") else running(say=say)


def prepare():
    django.setup()
    from thinktank import preparation  # only now: it reads models

    preparation.prepare(say)


@contextmanager
def web_server(port, development):
    """gunicorn, or Django's own server with its reloader, in a process group of its own."""
    if development:
        command = [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"]
    else:
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.py"]
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), "--with-parent", "--"]
    environment = os.environ | {"PORT": str(port)}
    site = subprocess.Popen(
        [*launcher, *command], cwd=ROOT, env=environment, start_new_session=True
    )
    try:
        yield site
    finally:
        stop(site)


def stop(site):
    """Ask, wait for the requests under way, insist."""
    if site.poll() is None:
        say("\nStopping …")
    with suppress(ProcessLookupError):
        os.killpg(site.pid, signal.SIGTERM)
    try:
        site.wait(STOP_PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(site.pid, signal.SIGKILL)
        site.wait()


def await_answer(site, port):
    """Return once the site answers a request, whatever it answers."""
    deadline = time.monotonic() + ANSWER_PATIENCE
    while time.monotonic() < deadline:
        if site.poll() is not None:
            raise Fault("The web server ended at once; what it wrote is above.")
        connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_PATIENCE)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
        finally:
            connection.close()
    raise Fault(f"The web server did not answer on port {port} within {ANSWER_PATIENCE} seconds.")


def welcome(port):
    from thinktank import preparation

    address = f"http://{HOST}:{port}/"
    lines = ["", f"The site:   {address}", f"The admin:  {address}admin/"]
    password = preparation.demo_password()
    if preparation.wants_demo() and password:
        *some, last = preparation.DEMO_LOGINS
        lines.append(f"Log in as:  {', '.join(some)} or {last}; password: {password}")
    return "\n".join([*lines, "", "Ctrl-C stops the site and its database."])


def watch(site, server):
    """Until the web server ends. A database that died on its own is started again."""
    while site.poll() is None:
        if server and server.process and server.process.poll() is not None:
            say("The database ended unexpectedly. Starting it again …")
            server.start()
        time.sleep(0.5)
    raise Fault(f"The web server ended with code {site.returncode}; what it wrote is above.")


def leave_on_signals():
    """Ctrl-C, SIGTERM and a closed terminal end the run like any exit: everything is stopped."""
    for number in STOPPING:
        if number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN:
            continue  # started under nohup
        signal.signal(number, _leave)


def _leave(number, frame):
    ignore_signals()
    sys.exit(128 + number)


def ignore_signals():
    """Stopping is under way and bounded in time: a second Ctrl-C must not cut it short."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main(sys.argv[1:])
