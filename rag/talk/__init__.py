"""How a question leans on the talk before it: noun phrases, pronouns, what was named, and the ways to complete it."""
