"""Records in the formats of others: written from a ``ledger.json``, and read as records.

Each format is one module, whose table says which fields of which kinds it holds, and where. What a
format cannot hold, and what a reading leaves aside, is told: nothing is lost in silence.
"""
