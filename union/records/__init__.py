"""The ledger, the forms and what was assigned, as they are kept."""
