// What the server is asked, in the reader's language. An answer that does not come is null: the server
// has stopped, or is starting again; whoever asked says so and loses nothing.
(() => {
  const answered = async (request) => {
    const response = await request.catch(() => null);
    const answer = response && await response.json().catch(() => null);
    return { response, answer };
  };
  const status = (response) => `${response.status} ${response.statusText}`.trim();
  const told = ({ response, answer }) => {
    if (!response || response.ok) return answer;
    return { refused: (answer && (answer.refused || answer.error)) || status(response) };
  };
  // In another language than English the server is asked to answer in it, as the page is.
  const asked = (path, query = {}) => {
    const { lang } = dataView.told;
    const said = new URLSearchParams(lang === "en" ? query : { ...query, lang }).toString();
    return said ? `${path}?${said}` : path;
  };
  const get = async (path, query) => told(await answered(fetch(asked(path, query), { cache: "no-store" })));
  const send = (path, body) => answered(fetch(asked(path), {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));
  const post = async (path, body) => told(await send(path, body));

  // The reading of a date's words, asked when the typing pauses; only the last answer counts.
  const PAUSE_MS = 120;
  const readingUnder = (place, { column, hint = "" }) => {
    let asked = 0;
    let pause = 0;
    const show = (text, refused) => {
      place.textContent = text || hint;
      place.classList.toggle("refused", refused);
    };
    return (words) => {
      const turn = ++asked;
      clearTimeout(pause);
      if (!words.trim()) return show("", false);
      pause = setTimeout(async () => {
        const answer = await get("/data/reading", { words, column });
        if (turn !== asked) return;
        if (!answer) show(dataView.say("unanswered"), false);
        else show(answer.reading || answer.refused, Boolean(answer.refused));
      }, PAUSE_MS);
    };
  };

  // A save is known by its token, so that asking again for one whose answer was lost makes no second
  // one. The same edits are the same save; where this tab keeps anything, after a reload too.
  const TOKEN = "baiterek-data-save";
  let last = null;
  const tokenOf = (body) => {
    const asked = JSON.stringify(body);
    try {
      last = last || JSON.parse(sessionStorage.getItem(TOKEN));
    } catch {
      // Nothing is kept: then it is another save, and the server tells what would stand twice.
    }
    if (last && last.asked === asked) return last.token;
    keep({ asked, token: dataView.newName() });
    return last.token;
  };
  const keep = (save) => {
    last = save;
    try {
      if (save) sessionStorage.setItem(TOKEN, JSON.stringify(save));
      else sessionStorage.removeItem(TOKEN);
    } catch {
      // Then it is known for as long as the page stands.
    }
  };
  // What became of a save is known from the server's own answer alone. A proxy that gave up waiting, or
  // a fault after the files were replaced, tells nothing: asked again, it is the same save.
  const save = async (edits, by) => {
    const { response, answer } = await send("/data/save", { edits, by, token: tokenOf({ edits, by }) });
    if (response && response.status >= 500) return { unsure: status(response) };
    if (answer) keep(null);
    return told({ response, answer });
  };

  Object.assign(dataView.server, {
    readingUnder,
    reading: (words, column) => get("/data/reading", { words, column }),
    rows: (table) => get("/data/rows", { table }),
    plan: (body) => post("/data/plan", body),
    preview: (edits) => post("/data/preview", { edits }),
    save,
  });
})();
