"""The demo's calendar: every date in the texts is a number of days from the day of loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Calendar:
    """`today`: the demo day; `zone`: the institute's, in which its hours are meant."""

    today: date
    zone: ZoneInfo

    @classmethod
    def starting_now(cls, zone):
        return cls(datetime.now(zone).date(), zone)

    def day(self, days):
        """So many days after the demo day (before it: negative); None stays None."""
        return None if days is None else self.today + timedelta(days=days)

    def moment(self, days, at="12:00"):
        """That day at this hour of the institute's zone."""
        return datetime.combine(self.day(days), time.fromisoformat(at), self.zone)
