"""Who is here: sign-in, sessions, invitations, passwords, second factor; opens the unit of work of a visitor."""
