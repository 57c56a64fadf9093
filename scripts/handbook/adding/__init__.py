"""From a new article to confirmed entries: drafts, a queue of what waits, decisions, and their undoing.

A program that lets people work on drafts (``handbook review``, a desk in the browser) needs these calls, and no others.
All that change something are called inside ``store.locked(seeds)``, with a corpus read inside it::

    with store.locked(seeds):                                   # StoreError: another run is at work, or no right to write
        corpus = publish.read(seeds)[0].corpus                  # also with problems: what cannot be read is left out
        items = review.queue(corpus, texts)                     # -> list[review.Item]; texts: originals by source id, as far as at hand
        done = decisions.decide(seeds, corpus, action, item.id, other, today, reason)   # -> journal.Entry; Refused, StoreError
        done = placing.place(seeds, corpus, "source/3a", "entry#label", against=False)  # -> journal.Entry; Refused, StoreError
        done = claiming.add(seeds, context, "entry", {"says": {"en": "..."}, "for": ["source/3a"]})   # a new claim -> journal.Entry
        done = journal.undo(seeds, done.number)                 # -> the entry undone; StoreError if a file was changed since
        past = journal.entries(seeds)                           # -> list[journal.Entry], the last first

An ``Item`` has its ``kind`` (source, question or draft), ``id``, the ``source`` that it came with, the sentence that is its
evidence, and the entries that it may be (``choices``); ``decisions.ACTIONS`` names what can be decided.  A ``journal.Entry``
has its ``number``, ``when`` and ``what`` it did, in the words of the command line, and the names of the files that it
``changed``.  ``Refused`` and ``StoreError`` have a ``problem`` with message and mend; nothing was written then.

Whoever writes files of the seeds in another way calls ``journal.write(seeds, what, made, expected, removed)``: all or
nothing, refused if a file is no longer what ``expected`` says, and undone as the others are.
"""
