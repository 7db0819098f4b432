// The forms: what is filled in goes to the server, which makes a plan of it; the plan's edits are
// staged like any other.
(() => {
  const { byColumn, made, staged, rows, server } = dataView;
  const say = (...words) => dataView.say(...words);
  const dialog = (kind) => document.getElementById(`data-${kind}`);
  // Which column of a milestone is told by which form, and under what name there.
  const TOLD_BY = { planned: { kind: "announce", field: "target" }, actual: { kind: "complete", field: "actual" } };
  let instead = [];
  let offered = null;
  let asking = false;

  // `facts` fill the fields; `standsFor` are the staged edits that the plan takes the place of.
  const open = (kind, facts = {}, standsFor = []) => {
    const form = dialog(kind).querySelector("form");
    form.reset();
    instead = standsFor;
    refuse(form, "");
    for (const [name, text] of Object.entries(facts)) if (form.elements[name]) form.elements[name].value = text;
    form.querySelectorAll("[data-date]").forEach((field) => field.dispatchEvent(new Event("input")));
    fillIds();
    dialog(kind).showModal();
    const blank = [...form.elements].find((field) => field.name && !field.value);
    if (blank) blank.focus();
  };
  const fillIds = () => {
    const file = rows.file("milestones");
    const list = document.getElementById("data-ids");
    if (!file) return;
    const option = ({ base }) => made("option", { value: base.id, textContent: base.title || "" });
    list.replaceChildren(...file.rows.map(option));
  };

  // What is asked for once is staged once, however often the button is pressed meanwhile.
  const submit = async (event, kind) => {
    event.preventDefault();
    if (asking) return;
    const button = event.target.querySelector("button.main");
    asking = true;
    button.setAttribute("aria-disabled", "true");
    try {
      await stage(event.target, kind);
    } finally {
      asking = false;
      button.removeAttribute("aria-disabled");
    }
  };
  const stage = async (form, kind) => {
    const { milestone, ...facts } = Object.fromEntries(new FormData(form));
    const edits = staged.all().filter((item) => !instead.includes(item)).map((item) => item.edit);
    const answer = await server.plan({ kind, milestone, facts, edits });
    // Whoever has closed the form meanwhile wants nothing of it.
    if (!form.isConnected || !dialog(kind).open) return;
    if (!answer || answer.refused) {
      return refuse(form, answer ? answer.refused : say("silent_form"), answer && answer.at);
    }
    dialog(kind).close();
    withdrawOffer();
    staged.fold(answer.edits, { without: instead, after: afterLast(milestone) });
    dataView.desk.tell((answer.remarks || []).join(" "));
    dataView.desk.draw();
    document.getElementById("data-show").focus();
  };
  // All that is in the way at once, each at its field; the reader is led to the first.
  const refuse = (form, text, at) => {
    form.querySelector(".data-refused").textContent = text;
    const fields = [...form.elements].filter((field) => field.name);
    for (const field of fields) fault(field, byColumn(at)[field.name] || "");
    const first = fields.find((field) => field.hasAttribute("aria-invalid"));
    if (first) first.focus();
    else if (text) form.querySelector(".data-refused").scrollIntoView({ block: "center" });
  };
  const fault = (field, text) => {
    document.getElementById(`${field.id}-fault`).textContent = text;
    // What the live reading said of it is said here whole.
    const hint = document.getElementById(`${field.id}-hint`);
    if (text && hint.classList.contains("refused")) hint.textContent = "";
    if (text) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  // What was said of a field is over when it is typed in again.
  const mended = ({ target: field }) => {
    if (!field.hasAttribute("aria-invalid")) return;
    fault(field, "");
    if (!field.form.querySelector("[aria-invalid]")) field.form.querySelector(".data-refused").textContent = "";
  };

  // A statement stands under the last one of its milestone.
  const afterLast = (milestone) => {
    const own = rows.shown("announcements").filter(({ cells }) => cells.milestone === milestone);
    return own.length ? own.at(-1).id : "";
  };

  const factsOf = ({ edit }, row) => {
    const { field } = TOLD_BY[edit.column];
    return { milestone: row.cells.id, [field]: edit.new };
  };
  const itemOf = (row, column) => staged.all().find(({ edit, row: id }) => (
    id === row.id && edit.do === "change" && edit.column === column
  ));

  // Only what can be read as a date can have been said, or have happened.
  const offerFor = async (row, column, text) => {
    const told = row.table === "milestones" && row.state === "" && text && byColumn(TOLD_BY)[column];
    const read = told && itemOf(row, column) && await server.reading(text, column);
    const item = read && read.reading && itemOf(row, column);
    if (!item || item.edit.new !== text || !document.getElementById("data-offer")) return;
    offered = { row: row.id, column, text };
    const place = document.getElementById("data-offer");
    const [question, act] = column === "planned" ? ["record_offer", "record"] : ["complete_offer", "complete"];
    const yes = made("button", { type: "button", className: "button", textContent: say(act) });
    const no = made("button", { type: "button", className: "button plain", textContent: say("not_now") });
    yes.addEventListener("click", () => {
      if (!dataView.mayEdit()) return;
      const now = itemOf(row, column);
      open(told.kind, now ? factsOf(now, row) : { milestone: row.cells.id }, now ? [now] : []);
    });
    no.addEventListener("click", withdrawOffer);
    const title = row.cells.title || row.cells.id;
    place.replaceChildren(made("span", { textContent: say(question, { title, words: text }) }), yes, no);
    place.hidden = false;
    dataView.desk.draw();
  };
  const withdrawOffer = () => {
    offered = null;
    document.getElementById("data-offer").hidden = true;
    dataView.desk.draw();
  };
  // What was offered for an edit that is not staged any more is not offered any more.
  const review = () => {
    const item = offered && itemOf({ id: offered.row }, offered.column);
    if (offered && (!item || item.edit.new !== offered.text)) withdrawOffer();
  };

  const attach = () => {
    for (const kind of ["announce", "complete"]) {
      const box = dialog(kind);
      if (!box) return;
      box.querySelector("form").addEventListener("submit", (event) => submit(event, kind));
      box.querySelector("form").addEventListener("input", mended);
      box.querySelectorAll("[data-date]").forEach((field) => {
        const hint = document.getElementById(`${field.id}-hint`);
        const ask = server.readingUnder(hint, { column: field.name, hint: hint.dataset.hint });
        field.addEventListener("input", () => ask(field.value));
      });
    }
    for (const close of document.querySelectorAll(".data-dialog [data-close]")) {
      close.addEventListener("click", () => close.closest("dialog").close());
    }
  };

  Object.assign(dataView.forms, { attach, open, offerFor, review });
})();
