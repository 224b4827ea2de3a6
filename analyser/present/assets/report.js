"use strict";
// Everything here is an extra: the page reads, links and prints without it. Nothing is sent or kept anywhere.
(() => {
  const $ = (q, from) => (from || document).querySelector(q);
  const $$ = (q, from) => [...(from || document).querySelectorAll(q)];
  $$(".js").forEach((e) => { if (e.id !== "back") e.hidden = false; });

  // The marked words that an address points at.
  const back = $("#back");
  let from = null;
  const point = () => {
    $$("mark.on").forEach((m) => m.classList.remove("on"));
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (!target) return;
    const shut = target.closest("details:not([open])");
    if (shut) { shut.open = true; target.scrollIntoView({ block: "center" }); }
    const place = /^w\d+-(\d+)-(\d+)$/.exec(id);
    if (!place) return;
    const note = target.closest(".note");
    $$("mark[data-o]", note).forEach((m) => {
      const at = Number(m.dataset.o);
      if (at >= Number(place[1]) && at < Number(place[2])) m.classList.add("on");
    });
    target.scrollIntoView({ block: "center" });
    note.tabIndex = -1;
    note.focus({ preventScroll: true });
  };
  addEventListener("hashchange", point);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || !back) return;
    const jump = link.closest("main") && /^#[wn]\d/.test(link.getAttribute("href")) && !link.closest(".chips");
    if (jump) { from = link; back.hidden = false; }
  });
  if (back) back.addEventListener("click", () => {
    back.hidden = true;
    if (!from) return;
    history.pushState(null, "", location.pathname + location.search + "#");
    from.scrollIntoView({ block: "center" });
    from.focus({ preventScroll: true });
  });
  point();

  // Where in the page the reader is.
  const links = new Map($$("nav a[href^='#']").map((a) => [a.getAttribute("href").slice(1), a]));
  if ("IntersectionObserver" in window && links.size) {
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      entries.forEach((e) => (e.isIntersecting ? seen.add(e.target.id) : seen.delete(e.target.id)));
      const now = [...links.keys()].find((id) => seen.has(id));
      links.forEach((a, id) => (id === now ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
    }, { rootMargin: "-60px 0px -55% 0px" });
    $$("main section[id]").forEach((s) => watch.observe(s));
  }

  // Zoom of the timeline: distances grow, marks do not.
  const tl = $("#tl");
  if (tl) {
    const [, , width, height] = tl.getAttribute("viewBox").split(" ").map(Number);
    const left = Number(tl.dataset.left);
    const box = tl.parentElement;
    const names = $("#names");
    const zoom = (z) => {
      const middle = (box.scrollLeft + box.clientWidth / 2 - left) / Math.max(tl.clientWidth - left, 1);
      const wide = left + (width - left) * z;
      tl.setAttribute("viewBox", `0 0 ${wide} ${height}`);
      tl.setAttribute("width", wide);
      $$("[data-x]", tl).forEach((e) => {
        const x = left + (Number(e.dataset.x) - left) * z;
        e.setAttribute("transform", `translate(${x} ${e.dataset.y || 0})`);
      });
      $$("[data-w]", tl).forEach((r) => {
        r.setAttribute("width", r.dataset.w * z);
        r.setAttribute("x", (-r.dataset.w * z) / 2);
      });
      $$(".lane", tl).forEach((r) => r.setAttribute("width", wide));
      $$(".tick.fine", tl).forEach((t) => t.classList.toggle("on", Number(t.dataset.zoom) <= z));
      $$("button[data-zoom]").forEach((b) => b.setAttribute("aria-pressed", String(Number(b.dataset.zoom) === z)));
      box.scrollLeft = middle * (tl.clientWidth - left) + left - box.clientWidth / 2;
    };
    $$("button[data-zoom]").forEach((b) => b.addEventListener("click", () => zoom(Number(b.dataset.zoom))));
    box.addEventListener("scroll", () => {
      const unit = tl.viewBox.baseVal.width / Math.max(tl.getBoundingClientRect().width, 1);
      names.setAttribute("transform", `translate(${box.scrollLeft * unit} 0)`);
    });
    $("button[data-zoom='1']").setAttribute("aria-pressed", "true");
  }

  // Find in the notes: others are put aside, the words are lit.
  const find = $("#find");
  if (find) {
    const notes = $$(".note").map((n) => ({ n, text: $(".text", n) }));
    const say = $("#found");
    let timer = 0;
    const search = () => {
      const wanted = find.value.trim().toLowerCase();
      const ranges = [];
      let hits = 0;
      notes.forEach(({ n, text }) => {
        const whole = text ? text.textContent.toLowerCase() : "";
        const there = !wanted || whole.includes(wanted);
        n.hidden = !there;
        if (!wanted || !there) return;
        hits += 1;
        if (!window.Highlight || !CSS.highlights || ranges.length > 2000) return;
        const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        const nodes = [];
        let at = 0;
        while (walk.nextNode()) { nodes.push([walk.currentNode, at]); at += walk.currentNode.length; }
        const place = (offset) => {
          let i = nodes.length - 1;
          while (i > 0 && nodes[i][1] > offset) i -= 1;
          return [nodes[i][0], Math.min(offset - nodes[i][1], nodes[i][0].length)];
        };
        for (let i = whole.indexOf(wanted); i >= 0; i = whole.indexOf(wanted, i + wanted.length)) {
          const range = new Range();
          range.setStart(...place(i));
          range.setEnd(...place(i + wanted.length));
          ranges.push(range);
        }
      });
      if (window.Highlight && CSS.highlights) CSS.highlights.set("found", new Highlight(...ranges));
      say.textContent = wanted ? `${hits} of ${notes.length} notes` : "";
    };
    find.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 150); });
  }

  // Decisions: read off the page and saved only where the reader asks.
  const save = $("#save");
  if (save) {
    const value = (q) => $(q).value.trim();
    const decisions = () => $$("fieldset.decide").map((f) => ({
      pattern: f.dataset.for,
      decision: ($("input[type=radio]:checked", f) || {}).value || null,
      reason: $("input[type=text]", f).value.trim(),
    }));
    const banner = $("#banner");
    const first = banner.cloneNode(true);
    const show = () => {
      const all = decisions();
      const done = all.filter((d) => d.decision).length;
      const signed = done === all.length && value("#s-name") && value("#s-role") && value("#s-date");
      document.body.classList.toggle("unsigned", !signed);
      banner.classList.toggle("signed", Boolean(signed));
      const strong = document.createElement("strong");
      const more = document.createElement("span");
      if (signed) {
        strong.textContent = `${banner.dataset.signed} ${value("#s-name")}, ${value("#s-role")}, ${value("#s-date")}.`;
        more.textContent = " Save or print it: this page keeps nothing.";
        banner.replaceChildren(strong, more);
      } else if (done) {
        strong.textContent = first.querySelector("strong").textContent;
        more.textContent = ` ${done} of ${all.length} patterns have a view so far; not signed off.`;
        banner.replaceChildren(strong, more);
      } else banner.replaceChildren(...first.cloneNode(true).childNodes);
    };
    document.addEventListener("input", show);
    document.addEventListener("change", show);
    save.addEventListener("click", () => {
      const body = {
        case_id: save.dataset.case, analyser: save.dataset.version, reviewer: value("#s-name"), role: value("#s-role"),
        date: value("#s-date"), comment: value("#s-comment"), next_step: value("#s-next"), decisions: decisions(),
      };
      const a = document.createElement("a");
      a.href = URL.createObjectURL(new Blob([JSON.stringify(body, null, 1)], { type: "application/json" }));
      a.download = "decisions.json";
      a.click();
      setTimeout(() => URL.revokeObjectURL(a.href), 1000);
      $("#state").textContent = "Saved to your downloads folder as decisions.json.";
    });
    $("#print").addEventListener("click", () => print());
  }

  // Paper cannot be unfolded.
  addEventListener("beforeprint", () => $$("details:not([open])").forEach((d) => { d.open = true; d.dataset.was = "shut"; }));
  addEventListener("afterprint", () => $$("details[data-was]").forEach((d) => { d.open = false; delete d.dataset.was; }));
})();
