"""Thai conventions: fiscal years and Buddhist-era dates, in one place."""
