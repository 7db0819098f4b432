// Parts of a page that only show something come as HTML, escaped by the server, in one attribute:
// a component for each of two thousand cells would take Dash seconds. When the text changes, only
// what differs is touched, so that focus, selection and what is unfolded stay.
const write = (part) => {
  if (part.dataset.html === undefined || part.writtenHtml === part.dataset.html) return;
  const fresh = document.createElement("template");
  fresh.innerHTML = part.dataset.html;
  if (part.writtenPage === location.pathname) patchChildren(part, fresh.content);
  else part.replaceChildren(fresh.content);
  part.writtenHtml = part.dataset.html;
  part.writtenPage = location.pathname;
};

// What has an id is found again by it; the rest goes by its place.
const patchChildren = (shown, fresh) => {
  const ids = new Set([...fresh.children].map((node) => node.id));
  for (const node of [...shown.children]) {
    if (node.id && !ids.has(node.id)) node.remove();
  }
  let next = shown.firstChild;
  for (const node of [...fresh.childNodes]) {
    const same = node.id
      ? [...shown.children].find((child) => child.id === node.id)
      : next && !next.id && next.nodeName === node.nodeName && next;
    if (!same) shown.insertBefore(node, next);
    else {
      if (same === next) next = next.nextSibling;
      else shown.insertBefore(same, next);
      patchNode(same, node);
    }
  }
  while (next) {
    const rest = next;
    next = next.nextSibling;
    rest.remove();
  }
};

const patchNode = (shown, fresh) => {
  if (shown.nodeType === Node.ELEMENT_NODE) patchElement(shown, fresh);
  else if (shown.data !== fresh.data) shown.data = fresh.data;
};

const patchElement = (shown, fresh) => {
  for (const { name } of [...shown.attributes]) {
    if (!fresh.hasAttribute(name) && name !== "open") shown.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (name !== "open" && shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
  patchChildren(shown, fresh);
};
