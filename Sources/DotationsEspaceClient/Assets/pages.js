// Nothing needs this module. It keeps a form from being sent twice, leads to what was told, saves a row in its place, shows how far a file is sent,
// and warns before a session ends.
const focused = document.querySelector("[data-focus]");
if (focused) focused.focus();

function release(sent) {
    delete sent.dataset.sent;
    for (const button of sent.querySelectorAll("button")) button.removeAttribute("aria-disabled");
}

addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    // What gives a file leaves the page as it is, with whatever else its form does.
    if (event.submitter?.matches("[data-file]")) {
        leaving = form;
        return setTimeout(() => (leaving = undefined), 1000);
    }
    // Of a table each row is sent by itself; the Enter key presses the button of the row that it is in.
    const row = form.matches(".rows") && (event.submitter?.closest("tr[id]") ?? document.activeElement.closest("tr[id]"));
    // Nothing is sent where nothing was typed: what a row's own button asks for, the Enter key does not.
    const isByEnter = row && !event.submitter?.closest("tr[id]");
    if (isByEnter && ![...row.querySelectorAll("input[data-original]")].some(isTyped)) return event.preventDefault();
    const sent = row || form;
    if (sent.dataset.sent) return event.preventDefault();
    sent.dataset.sent = "1";
    for (const button of sent.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
    if (row) saveRow(event, form, row);
    else if (form.matches("[data-upload]")) send(event, form);
    // It can be asked for again.
    else setTimeout(() => release(form), 5000);
});

// A page that comes back from the browser's memory can send its forms again: the server knows those that it has carried out.
addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach(release));

// What was typed in a row is given up with Escape.
addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.matches("tr[id] input")) return;
    for (const input of event.target.closest("tr").querySelectorAll("input")) input.value = input.defaultValue;
});

// What was typed in a table and not sent is lost with the page: whoever leaves it is asked.
let leaving;
function isTyped(input) {
    const isSent = input.closest("[data-sent]") || input.form?.dataset.sent || input.form === leaving;
    return input.value !== input.dataset.original && !isSent;
}
addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("input[data-original]")].some(isTyped)) event.preventDefault();
});

// Saves a row without loading the page anew. Where the server has something to say about it, its page is shown, with what is typed in other rows: it has
// done nothing, or does once what comes twice.
async function saveRow(event, form, row) {
    event.preventDefault();
    const address = row.querySelector("button").formAction;
    // What is typed in other rows stays where it is.
    const fields = [...form.elements].filter((field) => field.name && [row, null].includes(field.closest("tr[id]")));
    const body = new URLSearchParams(fields.map((field) => [field.name, field.value]));
    const answer = await fetch(address, { method: "POST", body }).catch(() => undefined);
    const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
    const saved = page && page.getElementById(row.id);
    const told = saved && saved.querySelector(".told[role=status]");
    if (!told) {
        // Without an answer the browser may have none either: whoever typed is asked.
        if (answer) form.dataset.sent = "1";
        else release(row);
        const action = form.action;
        form.action = address;
        form.submit();
        form.action = action;
        return;
    }
    // What was said of a row before is no news beside what is said of this one.
    for (const old of document.querySelectorAll("main > .told[role=status], tr[id] .told[role=status]")) old.remove();
    for (const old of document.querySelectorAll("tr.marked")) old.classList.remove("marked");
    row.replaceWith(document.adoptNode(saved));
    saved.querySelector("button")?.focus();
    // What is read aloud is what changes in a place that is there already.
    const text = told.textContent;
    told.textContent = "";
    setTimeout(() => (told.textContent = text), 50);
}

// Shows what answered in the place of this page; false where it is no page of these.
function show(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const main = page.querySelector("main");
    if (!main) return false;
    document.title = page.title;
    document.querySelector("main").replaceWith(document.adoptNode(main));
    (document.querySelector("[data-focus]") ?? main).focus();
    return true;
}

// A file is sent with its progress.
function send(event, form) {
    event.preventDefault();
    form.querySelector("[role=status]")?.remove();
    const label = document.createElement("p");
    const progress = document.createElement("progress");
    label.setAttribute("role", "status");
    label.textContent = "Envoi du fichier…";
    progress.setAttribute("aria-label", "Envoi du fichier");
    form.append(label, progress);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (sent) => {
        if (sent.lengthComputable) progress.value = sent.loaded / sent.total;
    };
    request.upload.onload = () => {
        progress.removeAttribute("value");
        label.textContent = "Étude du fichier…";
    };
    request.onload = () => {
        if (request.status === 200) return location.assign(request.responseURL);
        // Another file, or another moment, may do: the form stays.
        const page = [413, 503].includes(request.status) && new DOMParser().parseFromString(request.responseText, "text/html");
        if (page && page.querySelector("main p")) {
            progress.remove();
            label.textContent = page.querySelector("main p").textContent;
            return release(form);
        }
        if (!show(request.responseText)) form.submit();
    };
    request.onerror = () => {
        progress.remove();
        label.textContent = "Le fichier n’a pas pu être envoyé. Vérifiez la connexion et recommencez.";
        release(form);
    };
    request.send(new FormData(form));
}

// A page that answers a form to sign in is not sent again when it is loaded again.
const address = document.querySelector("main").dataset.address;
if (address) history.replaceState(null, "", address);

for (const list of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = list.dataset.copy;
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(list.innerText);
        button.textContent = "Copié";
    });
    list.after(button);
}

// Two minutes before a session ends, a dialog offers to prolong it. What one page of the session does counts for all.
const dialog = document.getElementById("fin-de-session");
if (dialog) {
    let ends = Date.now() + 1000 * document.body.dataset.session;
    const limit = Date.now() + 1000 * document.body.dataset.sessionLimit;
    const channel = new BroadcastChannel("session");
    const update = () => {
        const left = ends - Date.now();
        if (left > 120_000) {
            delete dialog.dataset.state;
            if (dialog.open) dialog.close();
            return;
        }
        const state = left <= 0 ? "ended" : ends >= limit - 1000 ? "last" : "open";
        if (dialog.dataset.state === state) return;
        dialog.dataset.state = state;
        if (!dialog.open) dialog.showModal();
    };
    channel.addEventListener("message", (event) => {
        ends = Math.max(ends, event.data);
        update();
    });
    channel.postMessage(ends);
    setInterval(update, 5000);

    const form = dialog.querySelector("form[method=post]");
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => undefined);
        if (!answer) return release(form);
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        // Where the session has ended meanwhile, the answer is the page to sign in.
        ends = page.body.dataset.session ? Date.now() + 1000 * page.body.dataset.session : 0;
        if (ends) channel.postMessage(ends);
        release(form);
        update();
    });
}
