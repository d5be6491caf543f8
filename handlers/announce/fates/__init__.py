"""What became of an announcement's messages: kept beside it, written by whoever puts them into the door."""
