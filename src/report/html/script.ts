/** What the page does with JavaScript: the evidence of a number opens beside it. Plain text, so that it stands in the page as it is. */
export const script = `(() => {
  const card = document.getElementById('evidence-card');
  const body = card.querySelector('.body');
  let pinned = null;
  let timer = 0;
  const keyOf = (el) => el.dataset.e;
  const show = (el, pin) => {
    const template = document.querySelector('template[data-card="' + keyOf(el) + '"]');
    if (!template) return;
    clearTimeout(timer);
    body.replaceChildren(template.content.cloneNode(true));
    card.hidden = false;
    const box = el.getBoundingClientRect();
    const width = Math.min(380, document.documentElement.clientWidth - 24);
    card.style.width = width + 'px';
    const left = Math.max(12, Math.min(box.left, document.documentElement.clientWidth - width - 12));
    const below = box.bottom + 8 + card.offsetHeight < innerHeight || box.top < card.offsetHeight + 16;
    card.style.left = left + scrollX + 'px';
    card.style.top = (below ? box.bottom + 8 : box.top - card.offsetHeight - 8) + scrollY + 'px';
    pinned = pin ? el : null;
  };
  const hide = (back) => { card.hidden = true; if (back && pinned) pinned.focus(); pinned = null; };
  const later = () => { clearTimeout(timer); timer = setTimeout(() => { if (!pinned && !card.matches(':hover')) hide(false); }, 250); };
  const marks = new Map();
  for (const link of document.querySelectorAll('a.n')) {
    link.setAttribute('aria-haspopup', 'dialog');
    link.addEventListener('mouseenter', () => { if (!pinned) show(link, false); });
    link.addEventListener('mouseleave', later);
    link.addEventListener('focus', () => { if (!pinned) show(link, false); });
    link.addEventListener('blur', later);
    link.addEventListener('click', (event) => { event.preventDefault(); show(link, true); card.querySelector('.close').focus(); });
    marks.set(link.dataset.e, link);
  }
  card.addEventListener('mouseleave', later);
  card.querySelector('.close').addEventListener('click', () => hide(true));
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && !card.hidden) hide(true); });
  addEventListener('click', (event) => { if (!card.hidden && !card.contains(event.target) && !event.target.closest('a.n')) hide(false); });
})();`
