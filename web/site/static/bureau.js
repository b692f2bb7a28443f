/* Conveniences of the desk; every page works without them.
   1. The preview beside a form follows what is typed.
   2. A page with something unsaved asks before it is left.
   3. One box ticks all the rows of a list.
   4. The frame of a preview is as high as what is in it.
   5. A button copies a text that can be selected as well. */
const PAUSE = 700; // milliseconds without typing

const fit = (frame) => {
  const page = frame.contentDocument?.documentElement;
  if (page) frame.style.blockSize = `${page.scrollHeight + 2}px`;
};
for (const frame of document.querySelectorAll(".preview iframe")) {
  frame.addEventListener("load", () => fit(frame));
  fit(frame);
}

for (const form of document.querySelectorAll("form[data-preview]")) {
  const button = document.querySelector(`button[formtarget="${form.dataset.preview}"]`);
  let waiting;
  let changed = form.dataset.unsaved !== undefined;

  // A fresh frame each time: a frame that goes to another page would fill the history of the Back button.
  const refresh = () => {
    const old = document.querySelector(`iframe[name="${form.dataset.preview}"]`);
    const fresh = old.cloneNode(false);
    fresh.removeAttribute("src");
    fresh.classList.add("coming");
    old.name = "";
    old.contentWindow.name = ""; // the attribute alone does not rename a frame that is there already
    old.after(fresh);
    fresh.addEventListener("load", () => {
      fresh.classList.remove("coming");
      fit(fresh);
      old.remove();
    });
    form.requestSubmit(button);
  };

  document.addEventListener("input", (event) => {
    if (event.target.form !== form) return;
    changed = true;
    clearTimeout(waiting);
    waiting = setTimeout(refresh, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (event.submitter !== button) changed = false;
  });
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
  if (changed) refresh();
}

for (const all of document.querySelectorAll("input[data-all]")) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll(`input[name="${all.dataset.all}"]`)) box.checked = all.checked;
  });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const said = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      said.textContent = "Gekopieerd";
    } catch {
      // Not on a page without https, or not allowed: then it is ready to be copied by hand.
      text.select();
      said.textContent = "Het is geselecteerd; kopieer het met Ctrl+C";
    }
  });
}
