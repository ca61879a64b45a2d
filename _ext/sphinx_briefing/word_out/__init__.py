"""Word files whose tracked changes are those since an earlier edition.

===========  ==============================================================================
``since``    what the paragraphs of a file said in an earlier edition, or an earlier file
``marking``  the difference, as tracked changes in the XML of the file made today
===========  ==============================================================================
"""
