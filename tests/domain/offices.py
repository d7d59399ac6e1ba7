"""Countries of a calendar that is known beforehand, for rules about working days."""

from datetime import date

SATURDAY_SUNDAY = (5, 6)
FRIDAY_SATURDAY = (4, 5)


class Offices:
    """A Calendar: Jordan rests on Friday and Saturday, everybody else on Saturday and Sunday."""

    def __init__(self, **holidays: set[date]) -> None:
        self.holidays = holidays

    def is_weekend(self, country: str, day: date) -> bool:
        return day.weekday() in (FRIDAY_SATURDAY if country == "JO" else SATURDAY_SUNDAY)

    def holiday(self, country: str, day: date) -> str:
        return "Holiday" if day in self.holidays.get(country, ()) else ""
