// Nothing needs this module. It keeps a form from being sent twice and leads to what was told.
const focused = document.querySelector("[data-focus]");
if (focused) focused.focus();

for (const form of document.querySelectorAll("form[data-once]")) {
    form.addEventListener("submit", (event) => {
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = "1";
        for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    });
}

// A page that comes back from the browser's memory can send its forms again: the server knows those that it has carried out.
addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
        delete form.dataset.sent;
        for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
});
