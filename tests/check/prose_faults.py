"""Seeded faults of texts: what runs, what is no Markdown, what git left, what YAML cuts off."""

from __future__ import annotations

from tests.check.seeds import EPISODE, NOTES, Fault, edit

PROSE_FAULTS = (
    Fault("a hash that cuts a text off", edit(EPISODE, "status: published",
          "status: published\ncredits: Mehr unter #Sicherheit überall"), "PC112",
          f"{EPISODE}:5:21", "#Sicherheit", 'credits: "Mehr unter #Sicherheit überall"'),
    Fault("a script", edit(NOTES, "Wir", "<script>alert(1)</script> Wir"), "PC702", f"{NOTES}:1:1"),
    Fault("an event attribute", edit(NOTES, "Wir", "<b onclick='x()'>Wir</b>"), "PC702",
          f"{NOTES}:1:4"),
    Fault("a link that runs", edit(NOTES, "https://stadt.test", "javascript:alert(1)"), "PC702",
          f"{NOTES}:3:11"),
    Fault("a frame", edit(NOTES, "Wir", "<iframe src=x></iframe> Wir"), "PC703", f"{NOTES}:1:1",
          stops=False),
    Fault("a conflict in a text", edit(NOTES, "Wir", "<<<<<<< HEAD\nWir"), "PC705", f"{NOTES}:1:1",
          hint="`=======`"),
    Fault("a conflict", edit(EPISODE, "number: 1", "<<<<<<< HEAD\nnumber: 1\n=======\nnumber: 2\n"
          ">>>>>>> zweig"), "PC103", f"{EPISODE}:6:1", "git", "`=======`"),
    Fault("a link to a file", edit(NOTES, "https://stadt.test", "programm.pdf"), "PC706",
          f"{NOTES}:3:11", "`programm.pdf`", "`tel:...`", stops=False),
)  # fmt: skip
