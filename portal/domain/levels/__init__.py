"""What is judged from figures: tiers proposed, overridden and rewarded, and how well each relation stands."""
