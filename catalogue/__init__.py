"""The catalogues of messages kept in step with the code: a development tool."""
