"""The way from a new article to confirmed entries: drafts, the queue that waits for people, decisions, and undo.

A program that lets people work on drafts (``handbook review``, the desk in the browser) needs only these calls.
Calls that change something are made inside ``store.locked(seeds)``, with a corpus that was read inside it::

    with store.locked(seeds):                                   # StoreError: another run is at work, or no right to write
        corpus = publish.read(seeds)[0].corpus                  # even if there are problems: unreadable records are left out
        items = review.queue(corpus, texts)                     # -> list[review.Item]; texts: originals by source id, as far as at hand
        done = decisions.decide(seeds, corpus, action, item.id, argument, today, reason)   # -> journal.Entry; Refused, StoreError
        done = placing.place(seeds, corpus, "source/3a", "entry#label", against=False)  # -> journal.Entry; Refused, StoreError
        done = claiming.add(seeds, context, "entry", {"says": {"en": "..."}, "for": ["source/3a"]})   # a new claim -> journal.Entry
        done = journal.undo(seeds, done.number)                 # -> the entry undone; StoreError if a file was changed since
        past = journal.entries(seeds)                           # -> list[journal.Entry], the last first

An ``Item`` has its ``kind`` (source, question or draft), its ``id``, the ``source`` it came with, the sentence that is its
evidence, and the entries it may be (``choices``); ``decisions.ACTIONS`` lists the possible decisions.  A ``journal.Entry``
has its ``number``, ``when`` it was made, ``what`` was done (in the words of the command line), and the names of the files
it ``changed``.  ``Refused`` and ``StoreError`` have a ``problem`` with a message and a mend; nothing was written then.

Code that writes seed files in any other way calls ``journal.write(seeds, what, contents, expected, removed)``: it writes all
or nothing, refuses if a file is no longer as ``expected``, and can be undone like the other changes.
"""
