// What still names a milestone that is to be deleted: told in the bar, with the way to delete it too.
(() => {
  const { made, rows, server, staged } = dataView;
  const say = (...words) => dataView.say(...words);

  const draw = ({ left = [] }) => {
    const place = document.getElementById("data-left");
    if (place) place.replaceChildren(...left.map(told));
  };
  const told = ({ milestone, text }) => made("p", {}, made("span", { textContent: text }),
    button("delete_named", () => deleteNamed(milestone)), button("keep_milestone", () => keep(milestone)));
  const button = (word, act) => {
    const node = made("button", { type: "button", className: "button", textContent: say(word) });
    node.addEventListener("click", () => { if (dataView.mayEdit()) act(); });
    return node;
  };

  // One step to undo; what is staged meanwhile is not touched by a plan that was made without it.
  const deleteNamed = async (milestone) => {
    const before = staged.all();
    const answer = await server.plan({ kind: "delete", milestone, facts: {}, edits: staged.edits() });
    if (staged.all() !== before || !document.getElementById("data-left")) return;
    if (!answer || answer.refused) dataView.desk.tell(answer ? answer.refused : say("silent"));
    else staged.fold(answer.edits, {});
    focusBar();
  };
  const keep = (milestone) => {
    const row = rows.shown("milestones").find(({ state, base }) => state === "removed" && base.id === milestone);
    if (row) staged.restore(row);
    focusBar();
  };
  const focusBar = () => {
    const next = document.querySelector("#data-show:not([hidden])") || document.getElementById("data-search");
    next.focus();
  };

  Object.assign(dataView.left, { draw });
})();
