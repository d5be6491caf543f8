"""What did somebody tell us on Zalo, and how do we tell them something there? The Zalo Bot Platform, on httpx."""
