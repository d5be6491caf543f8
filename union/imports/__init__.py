"""Lists of units as offices keep them in sheets: what a heading means, what a row says, what that would change."""
