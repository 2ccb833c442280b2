"""The permanent short address of a piece."""

import secrets

# Crockford's base 32 without vowels: no look-alikes, no words.
CODE_LETTERS = "0123456789bcdfghjkmnpqrstvwxz"


def make_code():
    """A permanent short address, /id/<code>/: 29**8 are 500 thousand million."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(8))
