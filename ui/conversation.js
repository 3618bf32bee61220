// Load-time script of the conversation: a new question scrolls into view. The first stands at the top anyway.
// What a question was understood as can be changed in its place and asked again.

watch("value", () => {
  const exchanges = element.querySelectorAll(".dl-exchange");
  if (exchanges.length > 1) exchanges[exchanges.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
});

element.addEventListener("click", (event) => {
  const change = event.target.closest(".dl-change");
  if (!change) return;
  const form = document.createElement("form");
  form.className = "dl-change-form";
  const input = Object.assign(document.createElement("input"), { type: "text", maxLength: 500, value: change.dataset.question });
  input.setAttribute("aria-label", "The question as it should be understood");
  input.dir = "auto";
  const again = Object.assign(document.createElement("button"), { type: "submit", className: "dl-change", textContent: "Ask again" });
  form.append(input, again);
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    if (input.value.trim()) trigger("click", { question: input.value });
  });
  change.closest(".dl-understood").replaceWith(form);
  input.focus();
});
