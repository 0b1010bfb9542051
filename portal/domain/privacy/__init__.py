"""What a person may ask of us about their own data (PIPL): notice, consent, a copy, correction, erasure, an end."""
