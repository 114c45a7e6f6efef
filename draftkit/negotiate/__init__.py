"""What delegations do with a draft: where they stand, and how brackets are settled."""
