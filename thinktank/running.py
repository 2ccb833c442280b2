"""`make run` and `make dev`: the whole site from one command, database included.

This process starts the database, prepares the site, starts the web server and the worker, and
stops them all.
"""

import http.client
import multiprocessing
import os
import signal
import socket
import sys
import time
from contextlib import nullcontext, suppress

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from gunicorn.app.wsgiapp import WSGIApplication

from thinktank import preparation
from thinktank.embedded import ROOT
from thinktank.embedded.faults import Fault
from thinktank.embedded.launcher import end_with_parent
from thinktank.embedded.sharing import running
from thinktank.tasks import backends

HOST = "127.0.0.1"
ANSWER_PATIENCE = 60  # seconds for the first answer of the web server
STOP_PATIENCE = 15  # seconds for requests and tasks under way to end
RESTART_PAUSE = 5  # seconds between two starts of a worker that does not live
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(line):
    print(line, flush=True)


def main(arguments):
    development = "--dev" in arguments
    leave_on_signals()
    try:
        run(development)
    except (Fault, CommandError) as fault:
        sys.exit(str(fault))


def run(development):
    port = wanted_port()
    refuse_taken(port)
    os.environ["DEBUG"] = "1" if development else "0"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thinktank.settings")
    with database() as server:
        demo_password = prepare()
        os.environ["PORT"] = str(port)
        with Beside("the site", serve, port, development) as site, worker(development) as working:
            await_answer(site, port)
            say(welcome(port, demo_password))
            watch(site, working, server)


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
    return preparation.prepare(say)


class Beside:
    """A process of its own group for the length of a `with`. It ends with this one."""

    def __init__(self, name, target, *arguments):
        self.name, self.target, self.arguments = name, target, arguments

    def __enter__(self):
        self.start()
        return self

    def start(self):
        # Forked, not begun afresh: Django is loaded here already, which is half the time of a start.
        process = multiprocessing.get_context("fork").Process
        self.process = process(target=self.target, args=self.arguments)
        self.process.start()
        self.started = time.monotonic()

    def __exit__(self, *_why):
        """Ask, wait for what is under way, insist."""
        ignore_signals()
        if self.is_alive():
            say(f"\nStopping {self.name} …")
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, number)  # in case it has no group of its own yet
                os.killpg(self.process.pid, number)
            self.process.join(STOP_PATIENCE)
            if not self.is_alive():
                return

    def is_alive(self):
        return self.process.is_alive()

    def ended(self, *, longer_than):
        """Whether it is dead, and its start so many seconds ago."""
        return not self.is_alive() and time.monotonic() - self.started > longer_than


def worker(development):
    """What does the tasks in the queue, or nothing to run where they are done at once."""
    queued = settings.TASKS["default"]["BACKEND"] == backends.QUEUED
    return Beside("the worker", work, development) if queued else nullcontext()


def stand_apart():
    """The first thing in a process beside this one: Ctrl-C in the terminal is not for it."""
    for number in STOPPING:
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    end_with_parent()
    os.chdir(ROOT)


def serve(port, development):
    """What the site's own process does: it becomes the server and never comes back."""
    stand_apart()
    gunicorn = ["-m", "gunicorn", "--config", "deploy/gunicorn.py"]
    if development:
        os.execv(sys.executable, [sys.executable, "manage.py", "runserver", f"{HOST}:{port}"])  # noqa: S606
    if sys.platform != "linux":  # libraries of macOS break in a process that was only forked
        os.execv(sys.executable, [sys.executable, *gunicorn])  # noqa: S606
    sys.argv = gunicorn[1:]
    WSGIApplication("%(prog)s [OPTIONS]", prog="gunicorn").run()


def work(development):
    """What the worker's does. Asked to stop, it ends the task that it has begun."""
    stand_apart()
    if development or sys.platform != "linux":
        os.execv(sys.executable, [sys.executable, "manage.py", "work"])  # noqa: S606
    call_command("work")


def await_answer(site, port):
    """Return once the site answers a request, and answers well."""
    deadline = time.monotonic() + ANSWER_PATIENCE
    while not (status := status_of_answer(port)):
        if not site.is_alive():
            raise Fault("The web server ended at once; what it wrote is above.")
        if time.monotonic() > deadline:
            raise Fault(f"The web server gave no answer within {ANSWER_PATIENCE} seconds.")
        time.sleep(0.05)
    if status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        raise Fault(f"The site answers with error {status}; what it wrote is above.")


def status_of_answer(port):
    """The status of an answer by the site, or None while there is none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def welcome(port, demo_password):
    address = f"http://{HOST}:{port}/"
    lines = ["", f"The site:   {address}", f"The admin:  {address}admin/"]
    if demo_password:
        *some, last = preparation.DEMO_LOGINS
        lines.append(f"Log in as:  {', '.join(some)} or {last}; password: {demo_password}")
    return "\n".join([*lines, "", "Ctrl-C stops the site and its database."])


def watch(site, working, server):
    """Until the web server ends. A database or a worker that died on its own is started again."""
    while site.is_alive():
        if server and server.process and server.process.poll() is not None:
            say("The database ended unexpectedly. Starting it again …")
            server.start()
        if working and working.ended(longer_than=RESTART_PAUSE):
            say("The worker ended unexpectedly. Starting it again …")
            working.start()
        time.sleep(0.5)
    raise Fault(f"The web server ended with code {site.process.exitcode}; what it wrote is above.")


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
