"""Records under other ids or names, everywhere in the sources of a project, as one change.

A change is worked out before anything is written: which parts of which files become what. Each is
a place whose name means the record, as the build itself looks names up; what only looks like one
is listed, and left alone.
"""
