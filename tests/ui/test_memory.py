"""What was made is given again, until it was not asked for longest."""

from rabrong.ui.memory import Memory


def test_a_value_is_made_once_for_each_key() -> None:
    made: list[str] = []
    memory: Memory[str] = Memory(2)

    def word(text: str) -> str:
        def make() -> str:
            made.append(text)
            return text.upper()

        return memory.made(text, make)

    assert [word("a"), word("b"), word("a")] == ["A", "B", "A"]
    assert made == ["a", "b"]
    assert word("c") == "C"  # "b" goes: "a" was asked for since
    assert [word("a"), word("b")] == ["A", "B"]
    assert made == ["a", "b", "c", "b"]
    assert len(memory) == 2
