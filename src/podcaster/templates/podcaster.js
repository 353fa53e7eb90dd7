// Gives the native player a face of its own: waveform, chapters, a transcript that follows, deep
// links (#t=75), skipping, speed. Everything on the page can be read and heard without it. A
// classic script, so that it runs from a folder on disk and in a sandboxed frame too. What stands
// between <page> and </page> is left out of frames, which have to be small.
(() => {
  "use strict";

  var audio = document.querySelector("audio[data-player]");
  if (!audio) return;

  var deck = audio.closest(".deck");
  var chapters = all(".chapters a[data-start]");
  // <page>
  var paragraphs = all(".transcript p[data-start]");
  // </page>
  var slider = part("[data-seek]");
  var button = part("[data-play]");
  var playWord = button.getAttribute("aria-label");
  var shown = {};
  var waiting = null;

  function all(selector) {
    return [...document.querySelectorAll(selector)];
  }

  function part(selector) {
    return deck.querySelector(selector);
  }

  // Reads 75, 75.5, 1:15 or 1:02:03 behind #t=; anything else is null.
  function secondsIn(hash) {
    var match = /^#t=((?:\d+:){0,2}\d+(?:\.\d+)?)(?:,|$)/.exec(hash);
    if (!match) return null;
    return match[1].split(":").reduce((sum, figure) => sum * 60 + Number(figure), 0);
  }

  function clock(seconds) {
    var whole = Math.floor(seconds);
    var hours = Math.floor(whole / 3600);
    var rest = [Math.floor(whole / 60) % 60, whole % 60];
    return (hours ? [hours].concat(rest) : rest)
      .map((figure, at) => { return at && figure < 10 ? "0" + figure : String(figure); })
      .join(":");
  }

  function length() {
    return isFinite(audio.duration) ? audio.duration : +slider.max;
  }

  // Where playing goes on: a place that is still waiting for the audio counts, too.
  function here() {
    return waiting === null ? audio.currentTime : waiting;
  }

  function seek(seconds) {
    var place = Math.max(0, Math.min(seconds, length() || seconds));
    if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) {
      waiting = null;
      audio.currentTime = place;
    } else {
      waiting = place;
      audio.preload = "metadata";
      if (audio.networkState !== HTMLMediaElement.NETWORK_LOADING) audio.load();
    }
    mark();
  }

  function play() {
    // A browser may want a press on its own button.
    audio.play().catch(() => {});
  }

  function toggle() {
    if (audio.paused) play();
    else audio.pause();
  }

  // The last element that starts before now, or null; they stand in the order of time.
  function current(elements) {
    var now = here() + 0.05, low = 0, high = elements.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (Number(elements[middle].dataset.start) <= now) low = middle + 1;
      else high = middle;
    }
    return low ? elements[low - 1] : null;
  }

  // Calls change(before, after) only where something else is current now.
  function moved(name, after, change) {
    var before = shown[name] || null;
    if (before === after) return;
    shown[name] = after;
    change(before, after);
  }

  function mark() {
    var now = here(), end = length();
    if (end) slider.max = Math.round(end);
    slider.value = now;
    slider.setAttribute("aria-valuetext", slider.dataset.words
      .replace("{now}", clock(now)).replace("{length}", clock(end)));
    deck.style.setProperty("--done", (end ? 100 * now / end : 0) + "%");
    part("[data-now]").textContent = clock(now);
    if (end) part("[data-length]").textContent = clock(end);

    moved("chapter", current(chapters), (before, after) => {
      if (before) before.removeAttribute("aria-current");
      if (after) after.setAttribute("aria-current", "true");
      part("[data-chapter]").textContent = after ? after.querySelector("bdi").textContent : "";
    });
    // <page>
    var started = now > 0 || !audio.paused;
    moved("paragraph", started ? current(paragraphs) : null, (before, after) => {
      if (before) before.classList.remove("now");
      if (!after) return;
      after.classList.add("now");
      if (following()) after.scrollIntoView({ block: "center" });
    });
    // </page>
  }

  // <page>
  function following() {
    var box = document.querySelector("[data-follow]");
    return box && box.checked && !audio.paused;
  }
  // </page>

  function remember(start) {
    try {
      history.replaceState(null, "", "#t=" + start);
    } catch {
      // Some browsers refuse this for a file on disk or inside a sandbox.
    }
  }

  // Takes one element or several.
  function on(elements, name, action) {
    [].concat(elements).forEach((one) => one.addEventListener(name, action));
  }

  all("a[data-start]").forEach((link) => {
    link.setAttribute("href", "#t=" + link.dataset.start);
    on(link, "click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      remember(link.dataset.start);
      seek(+link.dataset.start);
      play();
    });
  });

  on(button, "click", toggle);
  on(slider, "input", () => seek(+slider.value));
  on(part("[data-volume]"), "input", (event) => { audio.volume = +event.target.value; });
  on(part("[data-speed]"), "change", (event) => {
    audio.playbackRate = +event.target.value;
  });
  deck.querySelectorAll("[data-skip]").forEach((one) => {
    on(one, "click", () => seek(here() + Number(one.dataset.skip)));
  });

  // Single keys work only while the focus is inside the player (WCAG 2.1.4).
  on(deck, "keydown", (event) => {
    var plain = !(event.ctrlKey || event.metaKey || event.altKey) && event.target.tagName !== "SELECT";
    var wanted = plain && deck.querySelector("[aria-keyshortcuts='" + event.key.toLowerCase() + "']");
    if (wanted) wanted.click();
  });

  audio.hidden = true;
  all("[data-needs-script]").forEach((one) => { one.hidden = false; });

  on(audio, "ratechange", () => { part("[data-speed]").value = audio.playbackRate; });
  ["play", "pause", "ended"].forEach((name) => {
    on(audio, name, () => {
      deck.classList.toggle("playing", !audio.paused);
      button.setAttribute("aria-label", audio.paused ? playWord : button.dataset.pause);
    });
  });
  on(audio, "loadedmetadata", () => seek(here()));
  ["timeupdate", "seeked", "play"].forEach((name) => { on(audio, name, mark); });
  // What can't be played shows the browser's own player, which says so.
  on(audio.querySelector("source:last-of-type"), "error", () => {
    audio.hidden = false;
    part(".console").hidden = true;
  });

  // <page>
  // On a narrow screen the player stays in reach while it plays and the page is scrolled.
  if ("floats" in deck.dataset && "IntersectionObserver" in window) {
    new IntersectionObserver((entries) => {
      var away = !entries[0].isIntersecting && !audio.paused;
      if (away) deck.style.minHeight = deck.offsetHeight + "px";
      deck.classList.toggle("afloat", away);
    }).observe(deck);
  }
  // </page>

  // Where somebody stopped listening; kept in this browser only, and only where it is allowed:
  // in a sandboxed frame even looking at the storage is an error.
  function kept(change) {
    try {
      return change(window.localStorage, "podcaster:" + audio.dataset.guid);
    } catch {
      return null;
    }
  }

  function keep() {
    var now = audio.currentTime;
    kept((storage, name) => {
      if (now > 15 && now < audio.duration - 30) storage.setItem(name, String(Math.floor(now)));
      else storage.removeItem(name);
    });
  }

  on(audio, "pause", keep);
  on(audio, "ended", keep);
  on(window, "pagehide", () => { if (!audio.paused) keep(); });

  function follow() {
    var seconds = secondsIn(location.hash);
    if (seconds !== null) seek(seconds);
    return seconds !== null;
  }

  on(window, "hashchange", follow);
  if (!follow()) {
    var last = Number(kept((storage, name) => storage.getItem(name)));
    if (last > 0) seek(last);
  }

  function session() {
    var media = navigator.mediaSession;
    var picture = new URL(audio.dataset.picture, location.href);
    media.metadata = new MediaMetadata({
      title: audio.dataset.title,
      artist: audio.dataset.show,
      artwork: picture.protocol === "file:" ? [] : [{ src: picture.href, sizes: "600x600" }],
    });
    var actions = {
      seekbackward: () => seek(here() - 15),
      seekforward: () => seek(here() + 30),
      seekto: (details) => seek(details.seekTime),
    };
    Object.keys(actions).forEach((name) => {
      // Not every browser knows every action.
      try { media.setActionHandler(name, actions[name]); } catch {}
    });
  }

  if ("mediaSession" in navigator && typeof MediaMetadata === "function") {
    audio.addEventListener("play", session, { once: true });
  }
})();
