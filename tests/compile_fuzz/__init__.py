"""Compilations by chance: a base, the edits of up to forty delegations, and what must hold of them."""
