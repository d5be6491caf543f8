"""How dates and periods are written, and where Viet Nam's clock stands."""

from datetime import timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Fixed +07:00, no daylight saving: any day computed in UTC is wrong before seven in the morning."""
