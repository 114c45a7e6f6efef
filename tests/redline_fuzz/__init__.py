"""Pairs of drafts made by chance from a seed, their redlines, and the contract that every redline keeps.

    drafts    a draft as a value, and drafts made by chance
    scripts   what a negotiation does to a draft: the new version
    corpus    pieces of real draft texts as drafts
    real_files real Word files, and edit scripts over their markup
    text      a draft as draft text            word      a draft as a Word file
    said      what a Word file says, as values
    pages     what a Word file says, all revisions accepted or rejected
    markup    revisions as the schema wants them
    comparing what a redline says, held against the clean files
    contract  a redline of a pair, and what is wrong with it
    shrink    a smaller pair with the same fault

``python -m redline_fuzz --help`` runs it at length.
"""
