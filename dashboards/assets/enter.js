// The form on which the token is typed. It goes to the server as JSON and stands in no address.
(() => {
  const form = document.querySelector(".entry-form");
  if (!form) return;
  const field = form.querySelector("input");
  const told = document.getElementById("entry-told");

  const answer = async () => {
    const body = JSON.stringify({ token: field.value });
    const response = await fetch(form.action, { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return response.json();
  };

  // Back to the page from which the reader came, if it is one of this server.
  const back = () => {
    const came = document.referrer && new URL(document.referrer);
    return came && came.origin === location.origin && came.pathname !== location.pathname ? came.href : form.dataset.done;
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    told.textContent = "";
    const { admitted, reason } = await answer().catch(() => ({ reason: form.dataset.silent }));
    if (admitted) return location.replace(back());
    told.textContent = reason || form.dataset.silent;
    field.select();
  });
})();
