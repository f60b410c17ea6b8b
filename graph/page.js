'use strict';
(() => {
  const graph = JSON.parse(document.getElementById('graph').textContent);
  const find = (id) => document.getElementById(id);
  const stage = find('stage'), picture = find('picture'), details = find('details');
  const query = find('query'), count = find('count');
  const nodes = graph.nodes.map((_, i) => find('n' + i));
  const edges = graph.edges.map((_, i) => find('e' + i));
  const labels = [...picture.querySelectorAll('.label')];
  const boxes = nodes.map((el) => {
    const at = el.transform.baseVal.getItem(0).matrix;
    const box = el.querySelector('.box');
    return { x: at.e, y: at.f, w: box.width.baseVal.value, h: box.height.baseVal.value };
  });
  const size = { w: +picture.dataset.width, h: +picture.dataset.height };
  const whole = picture.getAttribute('viewBox');
  const margin = +picture.dataset.margin;

  // ---- view: the middle of what is shown, and how many screen pixels a unit takes

  const view = { x: size.w / 2, y: size.h / 2, scale: 1 };
  let settle = start; // what a window of another size shows: the same again, until the reader chooses
  const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

  function show() {
    const w = stage.clientWidth / view.scale, h = stage.clientHeight / view.scale;
    view.x = clamp(view.x, 0, size.w);
    view.y = clamp(view.y, 0, size.h);
    picture.setAttribute('viewBox', [view.x - w / 2, view.y - h / 2, w, h].join(' '));
  }
  const fitting = () => Math.min(stage.clientWidth / (size.w + 2 * margin), stage.clientHeight / (size.h + 2 * margin), 1.5);
  function showAll() {
    Object.assign(view, { x: size.w / 2, y: size.h / 2, scale: fitting() });
    settle = showAll;
    show();
  }
  // zoom keeps the place at (px, py), in pixels from the middle of the stage, where it is
  function zoom(factor, px = 0, py = 0) {
    const scale = clamp(view.scale * factor, Math.min(fitting(), 0.1), 4);
    view.x += px / view.scale - px / scale;
    view.y += py / view.scale - py / scale;
    view.scale = scale;
    settle = show;
    show();
  }
  function pan(dx, dy) {
    view.x -= dx / view.scale;
    view.y -= dy / view.scale;
    settle = show;
    show();
  }
  function centre(i) {
    const b = boxes[i];
    Object.assign(view, { x: b.x + b.w / 2, y: b.y + b.h / 2, scale: Math.max(view.scale, 0.8) });
    settle = show;
    show();
  }
  // fill leaves no empty margin where there is more of the picture to see
  function fill() {
    const inside = (at, shown, whole) => shown < whole + 2 * margin ? clamp(at, shown / 2 - margin, whole + margin - shown / 2) : whole / 2;
    view.x = inside(view.x, stage.clientWidth / view.scale, size.w);
    view.y = inside(view.y, stage.clientHeight / view.scale, size.h);
    show();
  }
  // A small screen starts readable and where it matters, nearest to the product, and with it where
  // both have room, instead of showing all.
  function start() {
    showAll();
    const nearest = (is) => nodes.map((_, i) => i).filter((i) => is(graph.nodes[i].mark))
      .sort((a, b) => boxes[a].x - boxes[b].x || boxes[a].y - boxes[b].y)[0];
    const marked = nearest((mark) => mark === 'conflict') ?? nearest((mark) => mark && mark !== 'muted');
    if (view.scale < 0.45 && nodes.length > 0 && (stage.clientWidth < 640 || marked !== undefined)) {
      const first = marked ?? nearest(() => true), far = boxes[first].x + boxes[first].w + 2 * margin;
      centre(first);
      if (stage.clientWidth / far > 0.65) Object.assign(view, { x: 0, scale: Math.min(view.scale, stage.clientWidth / far) });
      fill();
    }
    settle = start;
  }

  // ---- pointers: one drags, two pinch

  const pointers = new Map();
  let moved = 0;
  const middle = () => {
    const all = [...pointers.values()], rect = stage.getBoundingClientRect();
    const sum = (pick) => all.reduce((s, p) => s + pick(p), 0) / all.length;
    const x = sum((p) => p.x), y = sum((p) => p.y);
    const spread = all.length < 2 ? 0 : Math.hypot(all[0].x - all[1].x, all[0].y - all[1].y);
    return { x, y, spread, px: x - rect.left - rect.width / 2, py: y - rect.top - rect.height / 2 };
  };
  picture.addEventListener('pointerdown', (e) => {
    if (pointers.size === 0) moved = 0;
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
  });
  window.addEventListener('pointermove', (e) => {
    if (!pointers.has(e.pointerId)) return;
    const before = middle();
    pointers.set(e.pointerId, { x: e.clientX, y: e.clientY });
    const now = middle();
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y) + Math.abs(now.spread - before.spread);
    if (moved < 4) return; // a trembling click
    picture.classList.add('dragged');
    pan(now.x - before.x, now.y - before.y);
    if (before.spread > 0 && now.spread > 0) zoom(now.spread / before.spread, now.px, now.py);
  });
  const lift = (e) => {
    pointers.delete(e.pointerId);
    if (pointers.size === 0) picture.classList.remove('dragged');
  };
  window.addEventListener('pointerup', lift);
  window.addEventListener('pointercancel', lift);
  picture.addEventListener('wheel', (e) => {
    e.preventDefault();
    const rect = stage.getBoundingClientRect();
    const lines = e.deltaMode === 1 ? 16 : 1;
    zoom(Math.exp(-e.deltaY * lines * 0.0015),
      e.clientX - rect.left - rect.width / 2, e.clientY - rect.top - rect.height / 2);
  }, { passive: false });

  // ---- what hangs on what

  const needs = nodes.map(() => []), neededBy = nodes.map(() => []);
  graph.edges.forEach((e, i) => {
    needs[e.from].push({ node: e.to, edge: i });
    neededBy[e.to].push({ node: e.from, edge: i });
  });
  // reach returns all nodes and edges met when following links from node i
  function reach(i, links) {
    const met = { nodes: new Set([i]), edges: new Set() };
    for (const n of met.nodes) { // a set may grow while it is walked
      for (const link of links[n]) {
        met.nodes.add(link.node);
        met.edges.add(link.edge);
      }
    }
    return met;
  }

  let chosen = -1;
  let hits = [], hit = -1;
  function paint() {
    const on = { nodes: new Set(), edges: new Set() };
    if (chosen >= 0) {
      for (const side of [reach(chosen, needs), reach(chosen, neededBy)]) {
        side.nodes.forEach((n) => on.nodes.add(n));
        side.edges.forEach((e) => on.edges.add(e));
      }
    } else {
      hits.forEach((n) => on.nodes.add(n));
    }
    picture.classList.toggle('filtered', chosen >= 0 || query.value.trim() !== '');
    const hitSet = new Set(hits);
    nodes.forEach((el, i) => {
      el.classList.toggle('on', on.nodes.has(i));
      el.classList.toggle('hit', hitSet.has(i));
      el.classList.toggle('chosen', i === chosen);
    });
    edges.forEach((el, i) => el.classList.toggle('on', on.edges.has(i)));
    labels.forEach((el) => el.classList.toggle('on', on.edges.has(+el.dataset.edge)));
  }
  function choose(i) {
    chosen = i === chosen ? -1 : i;
    paint();
    tell(chosen);
  }
  function clear() {
    query.value = '';
    search();
    chosen = -1;
    paint();
    tell(-1);
  }

  // ---- details; text only ever enters the page as text

  function add(parent, tag, text) {
    const el = document.createElement(tag);
    el.textContent = text;
    parent.appendChild(el);
    return el;
  }
  function links(heading, list) {
    if (list.length === 0) return;
    add(details, 'h3', heading + ' (' + list.length + ')');
    const ul = add(details, 'ul', '');
    for (const link of list) {
      const button = add(add(ul, 'li', ''), 'button', graph.nodes[link.node].id);
      button.type = 'button';
      const label = graph.edges[link.edge].label;
      if (label) add(button, 'small', '  ' + label);
      button.addEventListener('click', () => {
        if (link.node !== chosen) choose(link.node);
        centre(link.node);
      });
    }
  }
  function tell(i) {
    if (i < 0) i = chosen;
    details.hidden = i < 0;
    details.replaceChildren();
    if (i < 0) return;
    const n = graph.nodes[i];
    add(details, 'h2', n.title || n.name || n.id);
    add(details, 'p', (n.before ? n.name + ' ' + n.before + ' → ' + n.version : n.id) + (n.kind ? ' · ' + n.kind : ''));
    for (const line of n.details || []) add(details, 'p', line);
    const up = reach(i, needs).nodes.size - 1, down = reach(i, neededBy).nodes.size - 1;
    add(details, 'p', 'stands on ' + up + ', carries ' + down);
    links('depends on', needs[i]);
    links('needed by', neededBy[i]);
  }

  nodes.forEach((el, i) => {
    el.setAttribute('tabindex', '0');
    el.setAttribute('role', 'button');
    el.addEventListener('click', () => { if (moved < 4) choose(i); });
    el.addEventListener('pointerenter', () => { if (chosen < 0 && pointers.size === 0) tell(i); });
    el.addEventListener('pointerleave', () => { if (chosen < 0) tell(-1); });
    el.addEventListener('focus', () => {
      if (!el.matches(':focus-visible')) return;
      if (chosen < 0) tell(i);
      centre(i);
    });
    el.addEventListener('keydown', (e) => {
      if (e.key !== 'Enter' && e.key !== ' ') return;
      e.preventDefault();
      choose(i);
    });
  });
  picture.addEventListener('click', (e) => {
    if (moved < 4 && !e.target.closest('.node') && chosen >= 0) choose(chosen);
  });

  // ---- search

  function search() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const text = (n) => [n.id, n.name, n.title, n.kind, ...(n.details || [])].join(' ').toLowerCase();
    hits = words.length === 0 ? [] : graph.nodes.flatMap((n, i) => (words.every((w) => text(n).includes(w)) ? [i] : []));
    hit = -1;
    chosen = -1;
    tell(-1);
    paint();
    step(1);
  }
  function step(by) {
    if (hits.length > 0) {
      hit = (hit + by + hits.length) % hits.length;
      centre(hits[hit]);
      tell(hits[hit]);
    }
    count.textContent = query.value.trim() === '' ? '' : hits.length === 0 ? 'none' : (hit + 1) + ' of ' + hits.length;
  }
  query.addEventListener('input', search);
  find('search').addEventListener('submit', (e) => { e.preventDefault(); step(1); });

  // ---- keys and buttons

  find('nearer').addEventListener('click', () => zoom(1.3));
  find('farther').addEventListener('click', () => zoom(1 / 1.3));
  find('all').addEventListener('click', showAll);
  find('clear').addEventListener('click', clear);
  const keys = {
    '+': () => zoom(1.3), '=': () => zoom(1.3), '-': () => zoom(1 / 1.3), '0': showAll,
    '/': () => query.focus(),
    ArrowLeft: () => pan(60, 0), ArrowRight: () => pan(-60, 0), ArrowUp: () => pan(0, 60), ArrowDown: () => pan(0, -60),
  };
  document.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') return clear();
    if (e.target === query || e.ctrlKey || e.metaKey || e.altKey || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key]();
  });

  // ---- window and paper

  window.addEventListener('resize', () => settle());
  window.addEventListener('beforeprint', () => picture.setAttribute('viewBox', whole));
  window.addEventListener('afterprint', show);
  start();
})();
