// What the server is asked. An answer that does not come is null: the server has stopped, or is
// starting again; whoever asked says so and loses nothing.
(() => {
  const read = async (request) => {
    const response = await request.catch(() => null);
    if (!response) return null;
    const answer = await response.json().catch(() => null);
    if (response.ok) return answer;
    return { refused: (answer && (answer.refused || answer.error)) || `${response.status} ${response.statusText}` };
  };
  // In another language than English the server is asked to answer in it, as the page is.
  const asked = (path, query = {}) => {
    const { lang } = dataView.told;
    const said = new URLSearchParams(lang === "en" ? query : { ...query, lang }).toString();
    return said ? `${path}?${said}` : path;
  };
  const get = (path, query) => read(fetch(asked(path, query), { cache: "no-store" }));
  const post = (path, body) => read(fetch(asked(path), {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  }));

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
  // one. The same edits are the same save, after a reload too.
  const TOKEN = "baiterek-data-save";
  const tokenOf = (body) => {
    const asked = JSON.stringify(body);
    let before = null;
    try {
      before = JSON.parse(sessionStorage.getItem(TOKEN));
    } catch {
      // Nothing is kept: then it is another save, and the server tells what would stand twice.
    }
    if (before && before.asked === asked) return before.token;
    const token = crypto.randomUUID();
    try {
      sessionStorage.setItem(TOKEN, JSON.stringify({ asked, token }));
    } catch {
      return token;
    }
    return token;
  };
  const save = async (edits, by) => {
    const answer = await post("/data/save", { edits, by, token: tokenOf({ edits, by }) });
    if (answer) sessionStorage.removeItem(TOKEN);
    return answer;
  };

  Object.assign(dataView.server, {
    readingUnder,
    rows: (table) => get("/data/rows", { table }),
    plan: (body) => post("/data/plan", body),
    preview: (edits) => post("/data/preview", { edits }),
    save,
  });
})();
