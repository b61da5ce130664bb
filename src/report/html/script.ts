/** What the page does with JavaScript: the evidence of a number opens beside it. Plain text, so that it stands in the page as it is. */
export const script = `(() => {
  const card = document.getElementById('evidence-card');
  const body = card.querySelector('.body');
  const close = card.querySelector('.close');
  let owner = null;
  let pinned = false;
  let returning = false;
  let timer = 0;
  const linkOf = (target) => target instanceof Element ? target.closest('a.n') : null;
  const place = (link, x, y) => {
    const boxes = [...link.getClientRects()];
    const box = boxes.find((b) => x >= b.left && x <= b.right && y >= b.top && y <= b.bottom) || boxes[0];
    if (!box) return;
    const screen = document.documentElement.clientWidth;
    const width = Math.min(400, screen - 24);
    const above = box.top - 20;
    const under = innerHeight - box.bottom - 20;
    card.style.width = width + 'px';
    card.style.maxHeight = '';
    const down = card.offsetHeight <= under || under >= above;
    card.style.maxHeight = Math.max(160, down ? under : above) + 'px';
    card.style.left = Math.max(12, Math.min(box.left, screen - width - 12)) + scrollX + 'px';
    card.style.top = (down ? box.bottom + 8 : box.top - card.offsetHeight - 8) + scrollY + 'px';
  };
  const show = (link, pin, x, y) => {
    const entry = link.getAttribute('href').slice(1);
    const template = document.querySelector('template[data-card="' + entry + '"]');
    if (!template) return false;
    clearTimeout(timer);
    if (owner !== link || card.hidden) body.replaceChildren(template.content.cloneNode(true));
    owner = link;
    pinned = pin;
    card.hidden = false;
    card.scrollTop = 0;
    place(link, x, y);
    if (pin) close.focus({ preventScroll: true });
    return true;
  };
  const hide = () => {
    const back = card.contains(document.activeElement) ? owner : null;
    clearTimeout(timer);
    card.hidden = true;
    pinned = false;
    owner = null;
    if (!back) return;
    returning = true;
    back.focus({ preventScroll: true });
    returning = false;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { if (!pinned && !card.matches(':hover')) hide(); }, 250);
  };
  // a finger is broader than a mark
  const nearest = (event) => {
    const chart = event.target instanceof Element ? event.target.closest('svg.chart') : null;
    let found = null;
    let least = 24;
    for (const link of chart ? chart.querySelectorAll('a.n') : []) {
      const box = link.getBoundingClientRect();
      const across = Math.max(box.left - event.clientX, 0, event.clientX - box.right);
      const along = Math.max(box.top - event.clientY, 0, event.clientY - box.bottom);
      const distance = Math.hypot(across, along);
      if (distance < least) { least = distance; found = link; }
    }
    return found;
  };
  document.addEventListener('mouseover', (event) => {
    if (card.contains(event.target)) return clearTimeout(timer);
    const link = linkOf(event.target);
    if (link && !pinned) show(link, false, event.clientX, event.clientY);
  });
  document.addEventListener('mouseout', (event) => {
    if (!card.hidden && !pinned && (linkOf(event.target) || card.contains(event.target))) later();
  });
  document.addEventListener('focusin', (event) => {
    const link = linkOf(event.target);
    if (link && !pinned && !returning) show(link, false);
  });
  document.addEventListener('focusout', (event) => { if (linkOf(event.target)) later(); });
  document.addEventListener('click', (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (card.contains(event.target)) {
      if (event.target.closest('a[href^="#"]')) hide();
      return;
    }
    const link = linkOf(event.target) || nearest(event);
    if (link && show(link, true, event.clientX, event.clientY)) event.preventDefault();
    else if (!card.hidden) hide();
  });
  close.addEventListener('click', hide);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !card.hidden) return hide();
    if (event.key === 'Tab' && card.contains(document.activeElement)) {
      const stops = [...card.querySelectorAll('button,a[href]')];
      if (document.activeElement !== (event.shiftKey ? stops[0] : stops[stops.length - 1])) return;
      event.preventDefault();
      return hide();
    }
    const link = linkOf(event.target);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const chart = link && step && link.closest('svg.chart');
    if (!chart) return;
    const links = [...chart.querySelectorAll('a.n')];
    const next = links[links.indexOf(link) + step];
    event.preventDefault();
    if (!next) return;
    link.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
  for (const link of document.querySelectorAll('a.n')) link.setAttribute('aria-haspopup', 'dialog');
  // one stop for the Tab key in each chart, arrows between its marks
  for (const chart of document.querySelectorAll('svg.chart'))
    chart.querySelectorAll('a.n').forEach((link, i) => link.setAttribute('tabindex', i === 0 ? '0' : '-1'));
})();`
