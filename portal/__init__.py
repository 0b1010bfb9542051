"""Partner portal for pharma agency recruitment: one domain, two faces."""
