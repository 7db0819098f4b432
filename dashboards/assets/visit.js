// What changed since the reader's last visit. The day of that visit stays in the reader's own
// browser; the server is asked only what changed since a day. A visit is a day on which a page was
// opened, so looking again on the same day does not make its own news old.
const VISITS = "baiterek-visits";

// The day of the last visit before today, "" for who was never here; today becomes a visit.
const lastVisitBefore = (today) => {
  const seen = readVisits();
  if (seen.last === today) return seen.before || "";
  if (seen.last && seen.last > today) return "";
  writeVisits({ last: today, before: seen.last || "" });
  return seen.last || "";
};

// A browser may keep nothing for a site, or throw when asked: then nobody was ever here.
const readVisits = () => {
  try {
    return JSON.parse(localStorage.getItem(VISITS)) || {};
  } catch {
    return {};
  }
};
const writeVisits = (visits) => {
  try {
    localStorage.setItem(VISITS, JSON.stringify(visits));
  } catch {
    // Nothing is kept, so nothing is offered next time.
  }
};

// The server words the link and counts; it appears when there was an earlier visit.
const offerLastVisit = async (link) => {
  const { today, address, count } = link.dataset;
  link.dataset.asked = today;
  const day = lastVisitBefore(today);
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return;
  const answer = await fetch(count.replace("DAY", day)).catch(() => null);
  if (!answer || !answer.ok) return;
  link.textContent = await answer.text();
  link.href = address.replace("DAY", day);
  const asked = (address) => new URLSearchParams(address.search);
  const here = ["since", "changed"].some((name) => asked(location).get(name) === day && asked(link).has(name));
  if (here && !asked(location).has("until")) link.setAttribute("aria-current", "true");
  link.hidden = false;
};

const offerLastVisits = () => document.querySelectorAll("a.last-visit[hidden]:not([data-asked])").forEach(offerLastVisit);
new MutationObserver(offerLastVisits).observe(document.documentElement, {
  childList: true,
  subtree: true,
  attributes: true,
  attributeFilter: ["hidden", "data-asked"],
});
offerLastVisits();
