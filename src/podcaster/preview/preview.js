// Loads the page again when told, marks what is not out yet, and shows what has to be mended.
// Styles are set by script alone, so that a page with a Content-Security-Policy shows them too;
// whatever the show says becomes text, never HTML.
(function () {
  "use strict";

  if (window !== window.top) return;
  var marks = JSON.parse(document.getElementById("podcaster-preview").textContent);
  var here = /\/episodes\/([^\/]+)\//;

  function make(tag, text) {
    var element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function sign(text) {
    var mark = make("mark", text);
    mark.style.cssText = "padding:.1em .5em;border-radius:.3em;background:#ffd84d;color:#000;"
      + "font:600 .875rem/1.6 sans-serif";
    return mark;
  }

  var own = here.exec(location.pathname);
  if (own && marks[own[1]]) {
    var line = make("p");
    line.setAttribute("role", "note");
    line.style.cssText = "margin:0;padding:.5rem";
    line.append(sign(marks[own[1]]));
    (document.querySelector("main") || document.body).prepend(line);
  }
  if (!own) document.querySelectorAll("h3 a[href]").forEach(function (link) {
    var found = here.exec(link.pathname);
    if (found && marks[found[1]]) link.after(" ", sign(marks[found[1]]));
  });

  var STYLE = ":host{all:initial;position:fixed;inset:auto 0 0;z-index:2147483647}"
    + ":host([hidden]){display:none}"
    + "section{box-sizing:border-box;max-height:45vh;overflow:auto;padding:.75rem 1rem;color:#1c1b19;"
    + "background:#fff6f2;border-top:4px solid #b3261e;font:1rem/1.5 system-ui,sans-serif;"
    + "overflow-wrap:anywhere}"
    + "p,ol,pre{margin:0}p[role]{font-weight:700;color:#8c1d18}ol{padding:0 0 0 1.5rem}"
    + "li{margin-top:.75rem}"
    + "pre{width:max-content;margin:.25rem 0;font:.875rem/1.4 ui-monospace,monospace;tab-size:4}"
    + ":focus-visible{outline:3px solid #8c1d18;outline-offset:-3px}"
    + "@media print{:host{display:none}}";

  // In a shadow, so that the show's own style leaves it alone.
  var strip = make("div");
  var box = make("section");
  var sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  strip.hidden = true;
  strip.attachShadow({ mode: "open" }).append(box);
  strip.shadowRoot.adoptedStyleSheets = [sheet];
  box.tabIndex = 0;  // it scrolls, and not with a mouse only

  // Lines with blanks before them are a file's own, with a caret below the place.
  function block(lines) {
    var item = make("li");
    lines.forEach(function (one) {
      var last = item.lastChild;
      if (!one.startsWith("  ")) item.append(make("p", one));
      else if (last && last.localName === "pre") last.append("\n" + one);
      else item.append(make("pre", one));
    });
    return item;
  }

  // What the strip covers can be scrolled from under it.
  function makeRoom() {
    var room = strip.hidden ? "" : strip.offsetHeight + "px";
    document.documentElement.style.paddingBottom = room;
    document.documentElement.style.scrollPaddingBottom = room;
  }

  function tell(troubles) {
    strip.hidden = !troubles;
    if (troubles) {
      var title = make("p", troubles.title);
      var list = make("ol");
      title.setAttribute("role", "alert");
      list.append.apply(list, troubles.blocks.map(block));
      strip.lang = troubles.language;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", troubles.title);
      box.replaceChildren(title, list);
      document.body.append(strip);
    }
    makeRoom();
  }

  var first = null;
  var news = new EventSource("/.podcaster/reload");
  news.onmessage = function (event) {
    if (first === null) first = event.data;
    else if (first !== event.data) location.reload();
  };
  // The preview was started anew: whatever it shows now is another build.
  news.onerror = function () { if (first !== null) first = ""; };
  news.addEventListener("troubles", function (event) { tell(JSON.parse(event.data)); });
})();
