/* Runs inside the page that is looked at. `globalThis.look` is what the bar asks. */
(() => {
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const isShown = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
  const name = (element) =>
    `${element.tagName.toLowerCase()}${element.id === '' ? '' : `#${element.id}`}${element.name ? `[${element.name}]` : ''} « ${(element.textContent ?? '').trim().slice(0, 40)} »`;
  /** One of a group of radios takes the focus, and the arrows do the rest. */
  const radioGroups = (element) => (element.type === 'radio' ? `${element.form?.action ?? ''}/${element.name}` : element);

  /** Everything that is folded is read too. */
  function unfold() {
    for (const each of document.querySelectorAll('details')) each.open = true;
  }

  /** What every page owes, whatever it shows. */
  function shape() {
    const { scrollWidth, clientWidth } = document.documentElement;
    const found = [];
    if (scrollWidth > clientWidth)
      found.push(`WCAG 1.4.10 : la page fait ${scrollWidth} points de large pour ${clientWidth} (${widest(clientWidth)})`);
    if (document.querySelectorAll('h1').length !== 1) found.push('un titre h1 et un seul est attendu');
    if (document.documentElement.lang !== 'fr') found.push('lang=fr est attendu');
    if (document.title.trim() === '') found.push('la page n’a pas de titre');
    return found;
  }

  function widest(limit) {
    const beyond = [...document.querySelectorAll('body *')].filter(
      (each) => each.getBoundingClientRect().right > limit + 1 && each.closest('.scroll') === null,
    );
    return beyond.length === 0 ? 'rien qui dépasse' : name(beyond.at(-1));
  }

  const wanted = new Map();
  const reached = new Set();

  /** Notes the controls that Tab must reach, and goes back to the top. */
  function start() {
    wanted.clear();
    reached.clear();
    unseens.length = 0;
    for (const each of document.querySelectorAll(controls))
      if (isShown(each) && !each.disabled && each.tabIndex >= 0) wanted.set(radioGroups(each), name(each));
    document.activeElement?.blur();
    return wanted.size;
  }

  const unseens = [];
  document.addEventListener('focusin', ({ target }) => {
    const key = radioGroups(target);
    if (reached.has(key)) return;
    reached.add(key);
    const fault = unseen(target);
    if (fault !== null) unseens.push(fault);
  });

  /** Tab has led everywhere. */
  const isOver = () => [...wanted.keys()].every((key) => reached.has(key));

  /** WCAG 2.4.7 and 2.4.11: whoever uses the keyboard sees where he is. */
  function unseen(element) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return `le focus ne se voit pas : ${name(element)}`;
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const isOut = right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight || width === 0 || height === 0;
    return isOut ? `le focus est hors de l’écran : ${name(element)}` : null;
  }

  function walk() {
    return [...unseens, ...[...wanted].filter(([key]) => !reached.has(key)).map(([, text]) => `Tab n’y mène pas : ${text}`)];
  }

  /** Each form is to be sent with Enter from its first field, or from its button when it has no such field. */
  function forms() {
    return [...document.forms].map((form, n) => {
      form.noValidate = true;
      form.dataset.bar = String(n);
      const first = [...form.elements].find(
        (each) => each.matches('input:not([type=hidden]):not([type=file]):not([type=submit])') && isShown(each),
      );
      const target = first ?? form.querySelector('button');
      if (target === null || target === undefined) return { n, label: name(form), target: null };
      target.dataset.barTarget = String(n);
      return { n, label: `${form.getAttribute('action') ?? ''} ${name(target)}`, target: `[data-bar-target="${n}"]` };
    });
  }

  let sent = null;
  addEventListener(
    'submit',
    (event) => {
      if (!globalThis.look.isHeld) return;
      event.preventDefault();
      sent = event.target.dataset.bar ?? '';
    },
    true,
  );

  /** The forms that ask for something: emptied, they are refused and change nothing. */
  function refusable() {
    const asks = (form) =>
      form.method === 'post' &&
      form.querySelector('[required], input[type=radio]:not([value=""])') !== null &&
      !form.action.endsWith('/sign-out');
    return [...document.forms].flatMap((form, n) => (asks(form) ? [n] : []));
  }

  function sendEmpty(n) {
    const form = document.forms[n];
    form.noValidate = true;
    for (const each of form.elements) {
      if (each.type === 'hidden' || each.type === 'submit') continue;
      if (each.type === 'radio' || each.type === 'checkbox') each.checked = false;
      else if (each.tagName === 'SELECT') each.selectedIndex = [...each.options].findIndex(({ value }) => value === '');
      else each.value = '';
    }
    globalThis.look.isHeld = false;
    form.requestSubmit();
  }

  globalThis.look = {
    isHeld: true,
    unfold,
    shape,
    start,
    isOver,
    walk,
    forms,
    refusable,
    sendEmpty,
    sent: () => {
      const was = sent;
      sent = null;
      return was;
    },
  };
})();
