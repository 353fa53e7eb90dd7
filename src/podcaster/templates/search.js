// Searches the index that stands beside the pages. Index and program are loaded with the first
// search, from here and nowhere else. Results are built as text, never as HTML.
(() => {
  "use strict";

  const form = document.querySelector("[data-search]");
  const list = document.querySelector("[data-results]");
  const status = document.querySelector("[data-status]");
  const root = new URL("..", location.href);
  const most = 30;
  let engine = null;
  let latest = 0;

  async function opened() {
    if (!engine) {
      engine = await import(new URL(form.dataset.search, location.href).href);
      await engine.options({ baseUrl: root.pathname });
      await engine.init();
    }
    return engine;
  }

  function make(tag, text, attributes = {}) {
    const element = document.createElement(tag);
    element.textContent = text;
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    return element;
  }

  // The index marks what was found with <mark> in text that is escaped for HTML.
  function excerpt(marked) {
    const paragraph = make("p", "");
    marked.split(/(<mark>.*?<\/mark>)/s).forEach((part) => {
      const words = plain(part.replace(/<\/?mark>/g, ""));
      paragraph.append(part.startsWith("<mark>") ? make("mark", words) : words);
    });
    return paragraph;
  }

  function plain(escaped) {
    const signs = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&amp;": "&" };
    return escaped.replace(/&(?:lt|gt|quot|#39|amp);/g, (sign) => signs[sign]);
  }

  function entry(result) {
    const item = make("li", "");
    const heading = make("h2", "", { dir: "auto" });
    heading.append(make("a", plain(result.meta.title || result.url), { href: result.url }));
    const article = make("article", "");
    article.append(heading, excerpt(result.excerpt));
    item.append(article);
    return item;
  }

  async function search(words) {
    const turn = (latest += 1);
    if (!words.trim()) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    const found = await (await opened()).search(words);
    const results = await Promise.all(found.results.slice(0, most).map((one) => one.data()));
    if (turn !== latest) return;
    list.replaceChildren(...results.map(entry));
    status.textContent = found.results.length
      ? status.dataset.found.replace("{number}", found.results.length)
      : status.dataset.nothing;
  }

  function asked(words) {
    search(words).catch(() => { status.textContent = status.dataset.closed; });
  }

  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location.href);
    address.searchParams.set("q", form.q.value);
    try {
      history.replaceState(null, "", address);
    } catch {
      // Some browsers refuse this for a file on disk.
    }
    asked(form.q.value);
  });
  let waiting = 0;
  form.q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => asked(form.q.value), 250);
  });

  const words = new URLSearchParams(location.search).get("q");
  if (words) {
    form.q.value = words;
    asked(words);
  }
})();
