// Load-time script of the welcome: an example is asked with a click.

element.addEventListener("click", (event) => {
  const example = event.target.closest(".dl-example");
  if (example) trigger("click", { question: example.dataset.question });
});
