"""What we make of feedback beyond answering it: who has it and what is owed, what is published, how well it goes."""
