"""Two addresses for the machine that watches the site."""
