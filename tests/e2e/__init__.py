"""The program as a person has it: started by its command, looked at in a real browser."""
