// Starts Podlove's web player where the page has a place for it. Until it is there, and wherever it
// can't be, the browser's own player stays.
(() => {
  "use strict";

  document.querySelectorAll("[data-podlove]").forEach((place) => {
    var address = new URL(place.dataset.podlove, location.href);
    var audio = place.parentElement.querySelector("audio");

    function whole(path) {
      return new URL(path, address).href;
    }

    function start(episode) {
      var config = Object.assign({}, episode.config, { base: whole(episode.config.base) });
      delete episode.config;
      episode.poster = whole(episode.poster);
      episode.audio.forEach((file) => { file.url = whole(file.url); });
      return window.podlovePlayer("#" + place.id, episode, config);
    }

    fetch(address)
      .then((answer) => answer.json())
      .then(start)
      .then(() => {
        audio.hidden = true;
        place.querySelectorAll("iframe").forEach((frame) => { frame.title = place.dataset.name; });
      })
      .catch(() => { place.hidden = true; });
  });
})();
