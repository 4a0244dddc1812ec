// Browsers older than 2018 cannot run the page; they still get a sentence.
(function () {
  var call = document.getElementById("call");
  var note = document.createElement("p");
  note.className = "notice";
  note.textContent = "Máy này đời cũ quá, cháu chưa nói chuyện ở đây được. Bác gọi đến xã, hoặc mượn máy khác giúp cháu.";
  document.getElementById("log").appendChild(note);
  if (call.getAttribute("data-phone")) call.removeAttribute("hidden");
  document.getElementById("composer").setAttribute("hidden", "");
})();
