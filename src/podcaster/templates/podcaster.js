// Gives the native player a face of its own: waveform, chapters, a transcript that follows, deep
// links (#t=75), skipping, speed. Everything on the page can be read and heard without it. A
// classic script, so that it runs from a folder on disk and in a sandboxed frame too. What stands
// between <page> and </page> is left out of frames, which have to be small.
(() => {
  "use strict";

  const audio = document.querySelector("audio[data-player]");
  if (!audio) return;

  const deck = audio.closest(".deck");
  const part = (selector) => deck.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const slider = part("[data-seek]");
  const button = part("[data-play]");
  const speed = part("[data-speed]");
  const playWord = button.getAttribute("aria-label");

  // Links that lead to a place, in the order of time.
  const chapters = places(".place");
  // <page>
  const paragraphs = places(".spoken a");
  const followBox = document.querySelector("[data-follow]");
  // </page>

  // Where to go as soon as the audio is there; null where it is there already.
  let waiting = null;

  function places(selector) {
    return all(selector).map((link) => ({ link, start: secondsIn(link.hash) }));
  }

  // Reads 75, 75.5, 1:15 or 1:02:03 behind #t=; anything else is null.
  function secondsIn(hash) {
    const match = /^#t=((?:\d+:){0,2}\d+(?:\.\d+)?)(?:,|$)/.exec(hash);
    return match && match[1].split(":").reduce((sum, figure) => sum * 60 + +figure, 0);
  }

  function clock(seconds) {
    const whole = Math.floor(seconds);
    const hours = Math.floor(whole / 3600);
    const rest = [Math.floor(whole / 60) % 60, whole % 60];
    return (hours ? [hours, ...rest] : rest)
      .map((figure, at) => at ? String(figure).padStart(2, "0") : figure)
      .join(":");
  }

  function length() {
    return isFinite(audio.duration) ? audio.duration : +slider.max;
  }

  function here() {
    return waiting === null ? audio.currentTime : waiting;
  }

  function seek(seconds) {
    const place = Math.max(0, Math.min(seconds, length() || seconds));
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

  // The link of the last place that begins before now.
  function current(list) {
    const now = here() + 0.05;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].start <= now) low = middle + 1;
      else high = middle;
    }
    return low ? list[low - 1].link : null;
  }

  // Moves the mark of the current place to another link; tells whether it moved.
  function moved(list, link) {
    if (list.current === link) return false;
    if (list.current) list.current.removeAttribute("aria-current");
    if (link) link.setAttribute("aria-current", "true");
    list.current = link;
    return true;
  }

  function mark() {
    const now = here();
    const end = length();
    if (end) slider.max = Math.round(end);
    slider.value = now;
    slider.setAttribute("aria-valuetext", slider.dataset.words
      .replace("{now}", clock(now)).replace("{length}", clock(end)));
    deck.style.setProperty("--done", (end ? 100 * now / end : 0) + "%");
    part("[data-now]").textContent = clock(now);
    if (end) part("[data-length]").textContent = clock(end);

    const chapter = current(chapters);
    if (moved(chapters, chapter)) {
      part("[data-chapter]").textContent = chapter ? chapter.querySelector("bdi").textContent : "";
    }
    // <page>
    const started = now > 0 || !audio.paused;
    const said = started ? current(paragraphs) : null;
    if (moved(paragraphs, said) && said && followBox.checked && !audio.paused) {
      said.parentElement.scrollIntoView({ block: "center" });
    }
    // </page>
  }

  function remember(hash) {
    try {
      history.replaceState(null, "", hash);
    } catch {
      // Some browsers refuse this for a file on disk or inside a sandbox.
    }
  }

  // Takes one element or several.
  function on(elements, name, action) {
    [elements].flat().forEach((one) => one.addEventListener(name, action));
  }

  let listed = chapters;
  // <page>
  paragraphs.forEach(({ link }) => {
    const words = link.closest("[data-words]").dataset.words;
    link.setAttribute("aria-label", words.replace("{time}", link.textContent));
  });
  listed = [...chapters, ...paragraphs];
  // </page>
  listed.forEach(({ link, start }) => {
    const hash = link.hash;
    link.setAttribute("href", hash);
    on(link, "click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      remember(hash);
      seek(start);
      play();
    });
  });

  on(button, "click", () => {
    if (audio.paused) play();
    else audio.pause();
  });
  on(slider, "input", () => seek(+slider.value));
  on(part("[data-volume]"), "input", ({ target }) => { audio.volume = target.value / target.max; });
  on(speed, "change", () => { audio.playbackRate = speed.value; });
  on([...deck.querySelectorAll("[data-skip]")], "click", (event) => {
    seek(here() + +event.currentTarget.dataset.skip);
  });

  // Single keys work only while the focus is inside the player (WCAG 2.1.4).
  on(deck, "keydown", (event) => {
    const taken = event.ctrlKey || event.metaKey || event.altKey || event.target === speed;
    const key = event.key.toLowerCase();
    const wanted = [...deck.querySelectorAll("[aria-keyshortcuts]")]
      .find((one) => one.getAttribute("aria-keyshortcuts") === key);
    if (wanted && !taken) wanted.click();
  });

  audio.hidden = true;
  all("[data-needs-script]").forEach((one) => { one.hidden = false; });

  on(audio, "ratechange", () => { speed.value = audio.playbackRate; });
  ["play", "pause", "ended"].forEach((name) => on(audio, name, () => {
    deck.classList.toggle("playing", !audio.paused);
    button.setAttribute("aria-label", audio.paused ? playWord : button.dataset.pause);
  }));
  on(audio, "loadedmetadata", () => seek(here()));
  ["timeupdate", "seeked", "play"].forEach((name) => on(audio, name, mark));
  // What can't be played shows the browser's own player, which says so.
  on(audio.querySelector("source:last-of-type"), "error", () => {
    audio.hidden = false;
    part(".console").hidden = true;
  });

  // <page>
  // On a narrow screen the player stays in reach while it plays and the page is scrolled.
  if ("floats" in deck.dataset && "IntersectionObserver" in window) {
    new IntersectionObserver((entries) => {
      const away = !entries[0].isIntersecting && !audio.paused;
      if (away) deck.style.minHeight = deck.offsetHeight + "px";
      deck.classList.toggle("afloat", away);
    }).observe(deck);
  }
  // </page>

  // Where somebody stopped listening; kept in this browser only, and only where it is allowed:
  // in a sandboxed frame even looking at the storage is an error.
  function kept(change) {
    try {
      return change(localStorage, "podcaster:" + audio.dataset.guid);
    } catch {
      return null;
    }
  }

  function keep() {
    const now = audio.currentTime;
    kept((storage, name) => {
      if (now > 15 && now < audio.duration - 30) storage.setItem(name, Math.floor(now));
      else storage.removeItem(name);
    });
  }

  on(audio, "pause", keep);
  on(audio, "ended", keep);
  on(window, "pagehide", () => { if (!audio.paused) keep(); });

  function follow() {
    const seconds = secondsIn(location.hash);
    if (seconds !== null) seek(seconds);
    return seconds !== null;
  }

  on(window, "hashchange", follow);
  if (!follow()) {
    const last = +kept((storage, name) => storage.getItem(name));
    if (last > 0) seek(last);
  }

  // What a lock screen or a headset shows and does.
  function session() {
    const media = navigator.mediaSession;
    const picture = new URL(audio.dataset.picture, location.href);
    media.metadata = new MediaMetadata({
      title: audio.dataset.title,
      artist: audio.dataset.show,
      artwork: picture.protocol === "file:" ? [] : [{ src: picture.href, sizes: "600x600" }],
    });
    const actions = {
      seekbackward: () => seek(here() - 15),
      seekforward: () => seek(here() + 30),
      seekto: (details) => seek(details.seekTime),
    };
    Object.entries(actions).forEach(([name, action]) => {
      // Not every browser knows every action.
      try { media.setActionHandler(name, action); } catch {}
    });
  }

  if ("mediaSession" in navigator && "MediaMetadata" in window) {
    audio.addEventListener("play", session, { once: true });
  }
})();
