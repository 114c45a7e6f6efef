"""What delegations do with a draft: proposals in one text, where they stand, how brackets are settled."""
