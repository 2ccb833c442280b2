"""Load the demo institute into an empty database. Run again, it changes nothing and says so."""

from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from thinktank.demo import loading, logins


class Command(BaseCommand):
    help = (
        "Loads the demo institute: people, themes, articles, four log-ins. Wants an empty database; "
        "where the demo is loaded already it only sets the log-ins' password to DEMO_PASSWORD."
    )

    def handle(self, **_options):
        if loading.is_loaded():
            self._once_more()
            return
        try:
            loading.refuse_other_content()
        except loading.OtherContent as why_not:
            raise CommandError(str(why_not)) from None
        self._load()

    def _load(self):
        began = monotonic()
        password = logins.wanted_password() or logins.random_password()
        tally = loading.load(password, say=lambda what: self.stderr.write(f"… {what}"))
        counted = ", ".join(f"{number} {what}" for what, number in tally.items())
        self.stdout.write(
            f"The demo institute is loaded in {monotonic() - began:.1f} s: {counted}."
        )
        self.stdout.write(f"Log-ins: {', '.join(logins.ROLES)}; password: {self._shown(password)}")

    def _shown(self, password):
        """A password that the caller chose is not written into logs."""
        return "as DEMO_PASSWORD says" if logins.wanted_password() else password

    def _once_more(self):
        password = logins.wanted_password()
        changed = logins.set_again(password) if password else []
        self.stdout.write("The demo institute is here already. No content was changed.")
        if changed:
            self.stdout.write(f"DEMO_PASSWORD is now the password of: {', '.join(changed)}.")
