// Drives the page as a reader would; page_test.go reads what it writes.
(() => {
  const failed = [];
  const expect = (ok, text) => { if (!ok) failed.push(text); };
  const find = (id) => document.getElementById(id);
  const picture = find('picture'), query = find('query');
  const view = () => picture.getAttribute('viewBox').split(' ').map(Number);
  const fire = (el, type, init) => el.dispatchEvent(new (init.Kind || Event)(type, { bubbles: true, cancelable: true, ...init }));
  const pointer = (type, x, y, id) => fire(picture, type, { Kind: PointerEvent, clientX: x, clientY: y, pointerId: id });
  const key = (k) => fire(document.body, 'keydown', { Kind: KeyboardEvent, key: k });

  try {
    // every text lies inside its box, whatever font this machine has
    for (const node of picture.querySelectorAll('.node')) {
      const box = node.querySelector('.box').getBBox();
      for (const text of node.querySelectorAll('text')) {
        const t = text.getBBox();
        expect(t.x + t.width <= box.width - 6, '"' + text.textContent + '" is ' + t.width + ' wide in a box of ' + box.width);
      }
    }
    expect(document.documentElement.scrollWidth <= window.innerWidth, 'the page is wider than the window');

    // a window that changes shows again what it showed, until the reader chooses what to see
    const stageBox = find('stage').getBoundingClientRect(), size = picture.dataset;
    const resize = (width) => { find('stage').style.width = width; fire(window, 'resize', {}); };
    const all = () => view()[0] <= 0 && view()[0] + view()[2] >= +size.width;
    const first = view();
    resize(stageBox.width / 2 + 'px');
    resize('');
    expect(view().join() === first.join(), 'a window that is as before shows ' + view() + ', it showed ' + first);
    expect(first[2] >= +size.width || first[0] >= -size.margin && first[0] + first[2] <= +size.width + +size.margin,
      'it starts at ' + first + ', beside a picture of ' + size.width);
    key('0');
    resize(stageBox.width / 2 + 'px');
    expect(all(), 'in half a window, all is ' + view() + ' of ' + size.width);
    key('+');
    const near = find('stage').clientWidth / view()[2];
    resize('');
    expect(Math.abs(find('stage').clientWidth / view()[2] - near) < 0.001, 'a wider window takes the reader away from what they chose');
    key('0');

    const start = view();
    fire(picture, 'wheel', { Kind: WheelEvent, deltaY: -200, clientX: 200, clientY: 300 });
    expect(view()[2] < start[2], 'the wheel does not zoom in');
    key('-'); key('-');
    expect(view()[2] > start[2] * 0.9, 'minus does not zoom out');

    const still = view();
    pointer('pointerdown', 200, 300, 1);
    pointer('pointermove', 150, 300, 1);
    pointer('pointerup', 150, 300, 1);
    expect(view()[0] > still[0], 'dragging to the left does not move the view to the right');

    const wide = view();
    pointer('pointerdown', 150, 300, 1);
    pointer('pointerdown', 200, 300, 2);
    pointer('pointermove', 260, 300, 2);
    pointer('pointerup', 150, 300, 1);
    pointer('pointerup', 260, 300, 2);
    expect(view()[2] < wide[2], 'spreading two fingers does not zoom in');

    query.value = 'SERVICE';
    fire(query, 'input', {});
    const hits = picture.querySelectorAll('.hit');
    expect(hits.length === picture.querySelectorAll('.node.service').length, 'search finds ' + hits.length + ' services');
    expect(find('count').textContent === '1 of ' + hits.length, 'search says ' + find('count').textContent);
    const box = hits[0].querySelector('.box').getBoundingClientRect(), stage = find('stage').getBoundingClientRect();
    const away = Math.abs(box.left + box.width / 2 - stage.left - stage.width / 2);
    expect(away < stage.width / 2, 'the first match is ' + away + ' pixels away from the middle');
    fire(find('search'), 'submit', {});
    expect(find('count').textContent === '2 of ' + hits.length, 'Enter goes to ' + find('count').textContent);
    query.value = 'nothing has this name';
    fire(query, 'input', {});
    expect(find('count').textContent === 'none', 'search says ' + find('count').textContent);
    key('Escape');
    expect(query.value === '' && !picture.classList.contains('filtered'), 'Escape does not clear the search');

    pointer('pointerdown', 5, 5, 1);
    pointer('pointerup', 5, 5, 1);
    fire(find('n12'), 'click', { Kind: MouseEvent });
    expect(!find('details').hidden && find('details').textContent.includes('depends on'), 'a click shows no details');
    const chosen = [...picture.querySelectorAll('.node.on')].map((el) => el.id);
    find('details').querySelector('li button').click();
    expect(picture.querySelector('.chosen').id !== 'n12', 'a link in the details does not lead on');
    find('clear').click();
    expect(find('details').hidden, 'the details stay');
    key('0');
    fire(find('n3'), 'keydown', { Kind: KeyboardEvent, key: 'Enter' });
    expect(picture.querySelector('.chosen')?.id === 'n3', 'Enter does not choose');

    const before = picture.getAttribute('viewBox');
    fire(window, 'beforeprint', {});
    expect(view()[2] >= picture.dataset.width, 'paper does not show all');
    fire(window, 'afterprint', {});
    expect(picture.getAttribute('viewBox') === before, 'printing changes the view');
    report(chosen);
  } catch (e) {
    failed.push(String(e.stack));
    report([]);
  }

  function report(chosen) {
    const seen = document.createElement('pre');
    seen.id = 'seen';
    seen.textContent = JSON.stringify({ failed, chosen });
    document.body.appendChild(seen);
  }
})();
