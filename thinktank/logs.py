"""What may not stand in a log: the address of a personal link is all that one needs to open it."""

import logging
import re

TOKEN = re.compile(r"(/preview/)[^/\s?\"']+")


def without_tokens(text):
    return TOKEN.sub(r"\1…", text)


class WithoutTokens(logging.Filter):
    """For a handler: rewrites the message, its arguments and a traceback, and keeps every record."""

    def filter(self, record):
        record.msg, record.args = without_tokens(record.getMessage()), None
        if record.exc_info:
            # Formatted here, so that the formatter finds it done.
            text = logging.Formatter().formatException(record.exc_info)
            record.exc_text = without_tokens(text)
        return True
