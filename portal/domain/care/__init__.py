"""The care plan: touches, cadence, occasions and gifts, and how well a relation stands."""
