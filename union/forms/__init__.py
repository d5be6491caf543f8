"""Forms as data, how they are filled in, and the papers that come out of them."""
