// Load-time script of the conversation: a new question scrolls into view. The first stands at the top anyway.

watch("value", () => {
  const exchanges = element.querySelectorAll(".dl-exchange");
  if (exchanges.length > 1) exchanges[exchanges.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
});
