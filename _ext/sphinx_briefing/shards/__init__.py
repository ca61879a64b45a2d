"""One build in many processes, on one machine or on several, with the output of a single one.

A project is divided into *shards* of pages (:mod:`.division`). One process, the *whole* build, is
an ordinary incremental build that lets others do two things for it: read pages, and resolve and
write them. It hands out *tasks*, folders that can be carried anywhere, and takes *results*:

- Reading: a process reads the pages of one shard, and nothing else, and hands out what its
  environment has come to hold: facts as bytes, titles, labels. They are merged as Sphinx merges
  what the workers of ``-j`` have read. The ledger is then composed once.
- Writing: a process gets the environment of all pages and the doctrees of its own, resolves and
  writes those that are due, and hands out the files, and what must be remembered of them.

What belongs to no page (profiles, indexes, search, feeds) is made by the whole build, from what is
merged. Freshness decides what is read and what is written, as in every build; so a shard in which
nothing is due is not even begun.

===================  ========================================================================
``division``         which shard a page belongs to
``starts``           how Sphinx is started in every process of one build
``tasks``            tasks and results as folders, and what must fit between them
``reading``          what a process does that reads a shard
``writing``          what a process does that writes a shard
``thin_environment`` the environment for a process that shows few of its pages
``process``          the program that does a task
``merging``          results become a part of the whole build
``whole_build``      the build that hands out tasks
``pools``            who does the tasks: processes of this machine
``cluster``          the same: workers of Dask
``stages``           the same: jobs that are given folders, one stage after the other
===================  ========================================================================
"""
