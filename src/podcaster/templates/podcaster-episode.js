// Shows an episode with the browser's own player and its chapters. Write
// <podcaster-episode src=".../episode.json"><a href="...">Listen</a></podcaster-episode>
// and it fetches episode.json, which
// another website may do only if the podcast's server allows it (Access-Control-Allow-Origin);
// where it does not, the finished player.html beside it is shown in a frame. What stands inside
// the element stays if neither works. Letters beyond ASCII are escaped: a page in another encoding
// than UTF-8 would read them wrongly.
(function () {
  "use strict";

  if (!("customElements" in window) || customElements.get("podcaster-episode")) return;

  // What a page's style hands down into the element, such as capitals or lines that do not break,
  // ends at the section; only its colour goes on, for its ground is behind the text.
  var STYLE =
    ":host{display:block}" +
    "section{all:initial;display:block;color:inherit;font:1rem/1.45 system-ui,sans-serif;overflow-wrap:anywhere}" +
    "h2{margin:0;font-size:1.1875rem;line-height:1.25}p,ol{margin:.4rem 0}ol{padding:0;list-style:none}" +
    "audio,iframe{display:block;width:100%;border:0}a{color:inherit}" +
    "button{display:grid;grid-template-columns:4rem 1fr;width:100%;min-height:44px;align-items:center;" +
    "border:0;background:none;color:inherit;font:inherit;text-align:start;cursor:pointer}" +
    "button:hover{text-decoration:underline}summary,p a{display:inline-block;padding:.6rem 0}";

  var WORDS = {
    de: { chapters: "Kapitelmarken", transcript: "Transkript", episode: "Zur Folge", listen: "Anh\u00f6ren" },
    fr: { chapters: "Chapitres", transcript: "Transcription", episode: "Voir l\u2019\u00e9pisode", listen: "\u00c9couter" },
    en: { chapters: "Chapters", transcript: "Transcript", episode: "To the episode", listen: "Listen" },
  };

  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    Object.keys(attributes).forEach(function (name) { element.setAttribute(name, attributes[name]); });
    if (text !== undefined) element.textContent = text;
    return element;
  }

  // A style sheet of its own is allowed where a page's Content-Security-Policy forbids <style>.
  function fill(root, content) {
    root.replaceChildren(content);
    try {
      var sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    } catch (older) {
      root.prepend(make("style", {}, STYLE));
    }
  }

  function safe(address) {
    return /^https?:\/\//i.test(address || "") ? address : "";
  }

  function clock(seconds) {
    var whole = Math.floor(seconds);
    var parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    if (!parts[0]) parts.shift();
    return parts.map(function (part, at) { return at && part < 10 ? "0" + part : String(part); }).join(":");
  }

  function player(episode, words) {
    var audio = make("audio", { controls: "", preload: "none", "aria-label": words.listen + ": " + episode.title });
    episode.audio.forEach(function (file) {
      if (safe(file.url)) audio.append(make("source", { src: file.url, type: file.type }));
    });
    return audio;
  }

  function chapters(episode, audio, words) {
    var details = make("details", {});
    var list = make("ol", { role: "list" });
    episode.chapters.forEach(function (chapter) {
      var button = make("button", { type: "button" });
      button.append(make("span", {}, clock(chapter.start_s)), make("bdi", {}, chapter.title));
      button.addEventListener("click", function () {
        audio.currentTime = chapter.start_s;
        audio.play().catch(function () { /* the browser wants a press on its own button */ });
      });
      var item = make("li", {});
      item.append(button);
      list.append(item);
    });
    details.append(make("summary", {}, words.chapters + " (" + episode.chapters.length + ")"), list);
    return details;
  }

  function links(episode, words) {
    var line = make("p", {});
    if (episode.transcript && safe(episode.transcript.html)) {
      line.append(make("a", { href: episode.transcript.html }, words.transcript), " \u00b7 ");
    }
    if (safe(episode.url)) line.append(make("a", { href: episode.url }, words.episode));
    return line;
  }

  class PodcasterEpisode extends HTMLElement {
    connectedCallback() {
      if (this.shadowRoot || !this.getAttribute("src")) return;
      var source = new URL(this.getAttribute("src"), document.baseURI);
      var root = this.attachShadow({ mode: "open" });
      root.append(make("slot", {}));
      fetch(source, { credentials: "omit", referrerPolicy: "no-referrer" })
        .then(function (answer) {
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.json();
        })
        .then((episode) => this.show(root, episode))
        .catch(() => this.frame(root, source));
    }

    show(root, episode) {
      var words = WORDS[String(episode.language).slice(0, 2)] || WORDS.en;
      var audio = player(episode, words);
      var box = make("section", { lang: episode.language, "aria-label": episode.title });
      box.append(make("h2", { dir: "auto" }, episode.title), audio);
      if (episode.chapters.length) box.append(chapters(episode, audio, words));
      box.append(links(episode, words));
      episode.grants.forEach(function (grant) { box.append(make("p", {}, grant.statement)); });
      fill(root, box);
    }

    frame(root, source) {
      if (!safe(source.href)) return;
      var title = this.textContent.trim() || "Podcast";
      var address = new URL("player.html", source).href;
      var height = this.getAttribute("height") || "500";
      fill(root, make("iframe", {
        src: address, title: title, height: height, referrerpolicy: "no-referrer",
      }));
    }
  }

  customElements.define("podcaster-episode", PodcasterEpisode);
})();
