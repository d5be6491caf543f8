"""Group chats: which unit each is tied to, and the codes by which an officer ties one."""
