"""What UN editors know: openings, names of delegations, sponsor lines, mastheads."""
