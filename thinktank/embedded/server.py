"""One Postgres server as our direct child: made, started, awaited, stopped."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from functools import cached_property
from pathlib import Path

import psycopg

from thinktank.embedded import binaries, cluster, pidfile
from thinktank.embedded.addresses import NAME, PORT, USER, database_settings, socket_folder, url_of
from thinktank.embedded.faults import ServerFailed
from thinktank.embedded.identity import choose

START_PATIENCE = 30  # seconds for what is left of a killed server to go away
RECOVERY_PATIENCE = 600  # seconds for a started server to read its log after a crash
STOP_PATIENCE = 60
PAUSE = 0.05
# What Postgres says when an earlier server has not quite gone; anything else is final.
LEFT_OVERS = ("lock file", "pre-existing shared memory", "is still in use")

SETTINGS = {
    "listen_addresses": "",  # no port at all: only the socket
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
# For data that nobody will miss.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Server:
    """The server of one data folder. `say` is told of whatever takes long."""

    def __init__(self, data, *, identity=None, throwaway=False, say=lambda line: None):
        self.data = Path(data).resolve()
        self.throwaway = throwaway
        self.say = say
        self.process = None
        if identity:
            self.identity = identity

    @cached_property
    def binaries(self):
        return binaries.find(cluster.major(self.data))

    @cached_property
    def identity(self):
        return choose(self.binaries["postgres"])

    @property
    def log(self):
        return self.data.with_name(f"{self.data.name}.log")

    @property
    def settings(self):
        return database_settings(self.data)

    @property
    def url(self):
        return url_of(self.settings)

    def connect(self, database="postgres"):
        """A connection of the owner, each statement by itself. It proves that the server works."""
        host = str(socket_folder(self.data))
        return psycopg.connect(host=host, port=PORT, user=USER, dbname=database, autocommit=True)

    def answers(self):
        try:
            self.connect().close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self):
        """Make the data if there is none, start, wait until a connection works."""
        try:
            self._start()
        except BaseException:  # Ctrl-C too: no server stays behind unowned
            self.stop()
            raise

    def _start(self):
        if not cluster.major(self.data):
            self.say("Making the database …")
            cluster.make(self.data, self.binaries, self.identity, careless=self.throwaway)
        self.identity.take(self.data)
        cluster.prepare_socket_folder(self.data, self.identity)
        _shorten(self.log)
        deadline = time.monotonic() + START_PATIENCE
        while not self._start_once():
            if not self._left_overs() or time.monotonic() > deadline:
                text = f"The database did not start ({self.log}):"
                raise ServerFailed(f"{text}\n{self._last_words()}")
            self.say("Waiting for what is left of an earlier database server …")
            time.sleep(10 * PAUSE)
        self._create_database()

    def _start_once(self):
        """Launch the server; True once it answers, False when it ended instead."""
        pidfile.release_stale(self.data, socket_folder(self.data))
        with self.log.open("ab") as log:
            self._log_begins = log.tell()
            self.process = subprocess.Popen(
                self.identity.command(self._command(), with_parent=self.throwaway),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in the terminal is for us; we stop it last
                **self.identity.account,
            )
        begun, told = time.monotonic(), False
        while self.process.poll() is None:
            if self.answers():
                return True
            waited = time.monotonic() - begun
            if waited > RECOVERY_PATIENCE:
                self.stop()
                raise ServerFailed(f"The database did not answer within {RECOVERY_PATIENCE} s.")
            if waited > 2 and not told:
                self.say("The database is recovering what was written before it was cut off …")
                told = True
            time.sleep(PAUSE)
        return False

    def _command(self):
        settings = SETTINGS | {"unix_socket_directories": str(socket_folder(self.data))}
        if self.throwaway:
            settings |= CARELESS
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [self.binaries["postgres"], "-D", str(self.data), *options]

    def _last_words(self):
        with self.log.open("rb") as log:
            log.seek(self._log_begins)
            return log.read().decode(errors="replace").strip()[-2000:]

    def _left_overs(self):
        return any(sign in self._last_words() for sign in LEFT_OVERS)

    def _create_database(self):
        with self.connect() as connection, contextlib.suppress(psycopg.errors.DuplicateDatabase):
            connection.execute(f'CREATE DATABASE "{NAME}"')

    def stop(self):
        """End the server: open transactions are rolled back, what was acknowledged is kept."""
        how = signal.SIGQUIT if self.throwaway else signal.SIGINT
        if self.process:
            self._stop_child(how)
        elif not self.throwaway:
            self._stop_stranger(how)

    def _stop_child(self, how):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            self.process.wait(STOP_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)  # it recovers at the next start
            self.process.wait(STOP_PATIENCE)
        self.process = None

    def _stop_stranger(self, how):
        """Stop the server which another process of ours, now gone, had started."""
        number = pidfile.read(self.data)
        if number is None:
            return
        os.kill(number, how)
        deadline = time.monotonic() + STOP_PATIENCE
        while pidfile.read(self.data) == number:  # the file goes last
            if time.monotonic() > deadline:
                raise ServerFailed(f"The database (process {number}) does not stop.")
            time.sleep(PAUSE)


def _shorten(log, limit=5_000_000):
    """Keep one old log and no more."""
    if log.exists() and log.stat().st_size > limit:
        shutil.move(log, f"{log}.old")
