// Looks at the pages in frames: at what is wider than its place, and at text that stands out against
// its paper by less than 4.5 to 1. page_test.go reads what it tells.
(() => {
  const channels = (c) => c.match(/[0-9.]+/g).map(Number);
  const luminance = (c) => channels(c).slice(0, 3).map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const paper = (e) => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if ((channels(c)[3] ?? 1) === 1) return c;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrast = (e) => {
    const [a, b] = [luminance(getComputedStyle(e).color), luminance(paper(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const says = (e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const named = (e) => [e.tagName, ...e.classList].join('.');

  const found = (frame) => {
    const page = frame.contentDocument, wrong = [];
    if (page.documentElement.scrollWidth !== frame.clientWidth) wrong.push('scrolls to ' + page.documentElement.scrollWidth);
    for (const e of page.body.querySelectorAll('*')) {
      const boxed = e.clientWidth > 1 && getComputedStyle(e).display !== 'inline';
      if (e.getBoundingClientRect().right > frame.clientWidth + 1 || boxed && e.scrollWidth > e.clientWidth + 1) wrong.push('wide ' + named(e));
      if (!e.closest('svg') && says(e) && contrast(e) < 4.5) wrong.push('pale ' + named(e) + ' ' + contrast(e).toFixed(2));
    }
    return wrong;
  };

  // A page is ready when it knows how wide its screen is, and how dark: a busy browser tells it late.
  const frames = [...document.querySelectorAll('iframe')];
  const scheme = '(prefers-color-scheme: ' + (document.body.dataset.dark === 'true' ? 'dark' : 'light') + ')';
  const ready = (frame) => frame.contentDocument.readyState === 'complete' && frame.contentWindow.matchMedia(scheme).matches &&
    frame.contentWindow.matchMedia('(width: ' + frame.clientWidth + 'px)').matches;
  const look = () => {
    if (!frames.every(ready)) return setTimeout(look, 20);
    const seen = {};
    for (const frame of frames) {
      const wrong = found(frame);
      if (wrong.length) seen[frame.title + ' at ' + frame.clientWidth] = wrong;
    }
    fetch('/seen', { method: 'POST', body: JSON.stringify(seen) });
  };
  look();
})();
