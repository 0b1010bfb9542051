"""Tables of which a row of a sheet is one row of ours: people, papers and products; one mechanism for all of them."""
