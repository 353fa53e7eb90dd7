// Copies what stands in a text field. Without it the field can be selected by hand.
(function () {
  "use strict";

  var status = document.querySelector("[data-said]");

  function copied(field) {
    field.focus();
    field.select();
    // Old, but it works on pages without TLS and in a folder on disk, where the clipboard is closed.
    return document.execCommand("copy");
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-copy]"), function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      if (!copied(document.getElementById(button.dataset.copy))) return;
      button.focus();
      status.textContent = "";
      setTimeout(function () { status.textContent = status.dataset.said; }, 50);
    });
  });
})();
