"""What can go wrong, said in one line for whoever started the command."""


class Fault(RuntimeError):
    """Something about the database which the user, not the program, must change."""


class NoPostgres(Fault):
    """No usable Postgres programs on this machine."""


class CannotRun(Fault):
    """Nobody here may run the server."""


class Unusable(Fault):
    """A folder that the server needs is not as it must be."""


class ServerFailed(Fault):
    """The server could not be started or stopped; the message ends with its own last words."""


class TransferFailed(Fault):
    """A dump could not be written or read; the message says what the programs said."""


class BadAddress(Fault):
    """An address of a database that cannot be read. The message never holds the password."""
