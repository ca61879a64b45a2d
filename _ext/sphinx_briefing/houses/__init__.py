"""Ledgers of other houses: where they lie, what they hold, and what was pinned of them.

===========  =====================================================================
``places``   what a configuration says of houses, and the files that it means
``reading``  a ledger of another house as records whose ids say the house
``pinned``   copies of ledgers fetched from the web, and the file that pins them
===========  =====================================================================
"""
