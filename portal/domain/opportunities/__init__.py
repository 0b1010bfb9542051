"""What peripheral contacts bring: openings they tell us of, the accounts that came of them, what that is worth."""
