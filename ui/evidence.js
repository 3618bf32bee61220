// Load-time script of the evidence: a marker leads to its card, a card opens its article at the quote.

const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
const behavior = () => (calm.matches ? "auto" : "smooth");

function follow(id) {
  const target = document.getElementById(id);
  if (!target) return;
  const group = target.closest(".dl-evidence");
  if (group) show(group);
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: group ? "center" : "start", behavior: behavior() });
  target.classList.remove("dl-flash");
  void target.offsetWidth; // lets the animation start anew
  target.classList.add("dl-flash");
}

function show(group) {
  for (const other of element.querySelectorAll(".dl-evidence")) other.hidden = other !== group;
  for (const other of element.querySelectorAll(".dl-no-evidence")) other.hidden = true;
}

const dialog = document.createElement("dialog");
dialog.id = "dl-dialog";
dialog.setAttribute("aria-labelledby", "dl-article-title");
dialog.innerHTML =
  '<div class="dl-bar"><button type="button" class="dl-close" aria-label="Close the article">Close</button></div>' +
  '<div class="dl-page" tabindex="0"></div>';
document.getElementById("dl-dialog")?.remove();
document.body.append(dialog);

async function open(button) {
  const { article, version, start, end } = button.dataset;
  const page = dialog.querySelector(".dl-page");
  page.textContent = "";
  if (!dialog.open) dialog.showModal();
  document.documentElement.classList.add("dl-still");
  try {
    page.innerHTML = await server.open_article({ id: article, version, start, end });
  } catch {
    page.innerHTML = '<p class="dl-problem" role="alert">The article could not be opened: is Dateline still running?</p>';
  }
  page.scrollTop = 0;
  page.querySelector("mark")?.scrollIntoView({ block: "center" });
  page.focus({ preventScroll: true });
}

dialog.addEventListener("close", () => document.documentElement.classList.remove("dl-still"));
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest(".dl-close")) dialog.close();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.dl-to-card, a.dl-back");
  if (link) {
    event.preventDefault();
    follow(link.getAttribute("href").slice(1));
    return;
  }
  const opener = event.target.closest?.("button.dl-open");
  if (opener) open(opener);
});
