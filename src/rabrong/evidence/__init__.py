"""Evidence (หลักฐานเชิงประจักษ์): the documents that show that what was reported is true, and their versions."""
