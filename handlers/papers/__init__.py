"""Documents in the talk: what waits to be reviewed, the review with its corrections, and the file on demand."""
