// Load-time script of the conversation: examples are asked with a click, a new question scrolls into view.

element.addEventListener("click", (event) => {
  const example = event.target.closest(".dl-example");
  if (example) trigger("click", { question: example.dataset.question });
});

// The first exchange stands at the top anyway; later ones come from below.
watch("value", () => {
  const exchanges = element.querySelectorAll(".dl-exchange");
  if (exchanges.length > 1) exchanges[exchanges.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
});
