"""WordprocessingML: the only place, with the Word reader and writers, that knows XML.

``records`` says what stands on a page without XML; ``markup`` and ``package``
turn that into a Word file; ``resolve`` accepts or rejects the revisions of one;
``readback`` and ``proof`` read a file again and hold it against the records.
"""
