// Adds to the native player what it lacks: chapters, a transcript that follows, deep links (#t=75),
// skipping, speed. Everything on the page can be read and heard without it. A classic script, so
// that it runs from a folder on disk too.
(function () {
  "use strict";

  var audio = document.querySelector("audio[data-player]");
  if (!audio) return;

  var chapters = all(".chapters a[data-start]");
  var paragraphs = all(".transcript p[data-start]");

  function all(selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  }

  // Reads 75, 75.5, 1:15 or 1:02:03 behind #t=; anything else is null.
  function secondsIn(hash) {
    var match = /^#t=((?:\d+:){0,2}\d+(?:\.\d+)?)(?:,|$)/.exec(hash);
    if (!match) return null;
    return match[1].split(":").reduce(function (sum, part) {
      return sum * 60 + Number(part);
    }, 0);
  }

  function seek(seconds) {
    if (audio.readyState >= HTMLMediaElement.HAVE_METADATA) {
      audio.currentTime = Math.max(0, Math.min(seconds, audio.duration || seconds));
      mark();
      return;
    }
    audio.addEventListener("loadedmetadata", function () { seek(seconds); }, { once: true });
    audio.preload = "metadata";
    if (audio.networkState !== HTMLMediaElement.NETWORK_LOADING) audio.load();
  }

  function play() {
    var started = audio.play();
    if (started) started.catch(function () { /* the browser wants a press on its own button */ });
  }

  // The last element that starts before now, or null.
  function current(elements) {
    var now = audio.currentTime + 0.05;
    return elements.reduce(function (found, element) {
      return Number(element.dataset.start) <= now ? element : found;
    }, null);
  }

  function mark() {
    var chapter = current(chapters);
    chapters.forEach(function (link) {
      if (link === chapter) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    var started = audio.currentTime > 0 || !audio.paused;
    var paragraph = started ? current(paragraphs) : null;
    paragraphs.forEach(function (one) { one.classList.toggle("now", one === paragraph); });
  }

  function remember(start) {
    try {
      history.replaceState(null, "", "#t=" + start);
    } catch (error) {
      // Some browsers refuse this for a file on disk or inside a sandbox.
    }
  }

  all("a[data-start]").forEach(function (link) {
    link.setAttribute("href", "#t=" + link.dataset.start);
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      remember(link.dataset.start);
      seek(Number(link.dataset.start));
      play();
    });
  });

  all("button[data-skip]").forEach(function (button) {
    button.addEventListener("click", function () {
      seek(audio.currentTime + Number(button.dataset.skip));
    });
  });

  all("select[data-speed]").forEach(function (select) {
    select.addEventListener("change", function () { audio.playbackRate = Number(select.value); });
    audio.addEventListener("ratechange", function () { select.value = String(audio.playbackRate); });
  });

  all("[data-needs-script]").forEach(function (element) { element.hidden = false; });

  ["timeupdate", "seeked", "play"].forEach(function (name) { audio.addEventListener(name, mark); });

  // Where somebody stopped listening; kept in this browser only, and only where it is allowed:
  // in a sandboxed frame even looking at the storage is an error.
  function kept(change) {
    try {
      return change(window.localStorage, "podcaster:" + audio.dataset.guid);
    } catch (error) {
      return null;
    }
  }

  function keep() {
    var now = audio.currentTime;
    kept(function (storage, name) {
      if (now > 15 && now < audio.duration - 30) storage.setItem(name, String(Math.floor(now)));
      else storage.removeItem(name);
    });
  }

  ["pause", "ended"].forEach(function (name) { audio.addEventListener(name, keep); });
  addEventListener("pagehide", function () { if (!audio.paused) keep(); });

  function follow() {
    var seconds = secondsIn(location.hash);
    if (seconds !== null) seek(seconds);
    return seconds !== null;
  }

  addEventListener("hashchange", follow);
  if (!follow()) {
    var last = Number(kept(function (storage, name) { return storage.getItem(name); }));
    if (last > 0) seek(last);
  }

  if ("mediaSession" in navigator && typeof MediaMetadata === "function") {
    audio.addEventListener("play", function () {
      var picture = new URL(audio.dataset.picture, location.href);
      navigator.mediaSession.metadata = new MediaMetadata({
        title: audio.dataset.title,
        artist: audio.dataset.show,
        artwork: picture.protocol === "file:" ? [] : [{ src: picture.href, sizes: "600x600" }],
      });
    }, { once: true });
  }
})();
