"""What is said to an author: codes, locations, and everywhere that it is printed."""
