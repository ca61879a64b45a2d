"""Articles as sites publish them, with what is true of each: what ``clip`` is measured on.

All of them are made up. ``stories`` writes what they say, ``layouts`` the pages that they stand on,
``corpus`` puts them together. Tests take a few of the same.
"""
