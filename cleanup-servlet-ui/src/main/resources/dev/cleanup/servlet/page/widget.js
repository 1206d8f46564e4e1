/**
 * <cleanup-widget>: whether a cleanup runs, what stays, and when it runs next, for any page of the application. It asks the cleanup page
 * that it was loaded from. Where that page wants a token, the host page's script sets one: element.token = '…'.
 */
const HOME = new URL('.', import.meta.url);
const REFRESH = 30_000;
const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
];
const LONGEST = 200;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host {
    display: block; max-width: 26rem; overflow-wrap: anywhere;
    font: 14px/1.45 system-ui, sans-serif; font-variant-numeric: tabular-nums;
  }
  :host([hidden]) { display: none; }
  .box {
    padding: 12px 16px; border: 1px solid light-dark(#e4e3de, #2c2f33); border-radius: 10px;
    background: light-dark(#fff, #1b1d20); color: light-dark(#1d1f21, #e8e8e6);
  }
  p, ul { margin: 0; }
  .head { display: flex; gap: 8px; align-items: baseline; font-weight: 600; }
  .head a { margin-inline-start: auto; font-weight: 400; color: light-dark(#0b6e5f, #43c2ab); }
  .dot { flex: none; width: 9px; height: 9px; border-radius: 50%; background: #8b8d90; }
  .dot.ok { background: light-dark(#187544, #5bc98b); }
  .dot.bad { background: light-dark(#b3261e, #ff8a80); }
  .dot.live { background: light-dark(#0b6e5f, #43c2ab); }
  .soft, li span { color: light-dark(#5f6266, #a0a3a7); font-size: 12.5px; }
  ul { list-style: none; padding: 0; margin-top: 8px; }
  li { padding: 3px 0; }
  li b { font-weight: 550; }
`);

class CleanupWidget extends HTMLElement {
  #token = null;
  #timer = 0;
  #skew = 0;
  #asking = null;
  #root = this.attachShadow({ mode: 'open' });
  #seen = () => (document.hidden ? clearTimeout(this.#timer) : this.#refresh());

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
    this.#show('', 'Cleanup', ['Loading…']);
  }

  /** Kept in memory only; there is no attribute for it, since attributes can be read from the document. */
  set token(token) {
    this.#token = token || null;
    if (this.isConnected) this.#refresh();
  }

  connectedCallback() {
    // A token that the host page set before this script had been loaded.
    if (Object.hasOwn(this, 'token')) {
      const { token } = this;
      delete this.token;
      this.token = token;
    }
    document.addEventListener('visibilitychange', this.#seen);
    if (!document.hidden && !this.#asking) this.#refresh();
  }

  disconnectedCallback() {
    document.removeEventListener('visibilitychange', this.#seen);
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
  }

  async #refresh() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    try {
      const status = await this.#ask(asking.signal);
      if (asking === this.#asking && status) this.#draw(status);
    } catch {
      if (asking === this.#asking) this.#show('bad', 'Cleanup', ['The cleanup page does not answer. Trying again.']);
    }
    if (asking !== this.#asking) return;
    this.#asking = null;
    if (this.isConnected && !document.hidden) this.#timer = setTimeout(() => this.#refresh(), REFRESH);
  }

  /** The status; null when the answer was another one, which is shown then. */
  async #ask(signal) {
    const headers = this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
    const response = await fetch(new URL('status', HOME), {
      headers,
      signal,
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
    });
    const server = Date.parse(response.headers.get('Date'));
    if (!Number.isNaN(server) && Math.abs(server - Date.now()) > 2000) this.#skew = server - Date.now();
    if (response.ok) return response.json();
    this.#show('', 'Cleanup', [response.status === 401 ? 'Sign in on the cleanup page' : `The cleanup page answered ${response.status}.`]);
    return null;
  }

  #draw(status) {
    const { current, problems } = status;
    const lines = [];
    if (current)
      lines.push(
        `${current.status === 'STOPPING' ? 'Stopping, running' : 'Running'} for ${span(
          this.#now() - Date.parse(current.startedAt),
        )}${removed(current)}`,
      );
    if (problems.length)
      lines.push(`${problems.length} ${problems.length === 1 ? 'thing needs' : 'things need'} attention: ${cut(problems[0].text)}`);
    lines.push(this.#next(status));
    if (status.dryRun) lines.push('Dry-run mode: nothing is removed.');
    this.#show(
      current ? 'live' : problems.length ? 'bad' : 'ok',
      current ? 'Cleanup is running' : problems.length ? 'Cleanup needs attention' : 'Cleanup is fine',
      lines,
      status.tasks,
    );
  }

  #next({ schedule, nextRun }) {
    if (!schedule) return 'Runs are started by hand.';
    if (!nextRun) return 'No next run is planned.';
    const left = Date.parse(nextRun) - this.#now();
    const at = new Date(nextRun).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
    return left > 0 ? `Next run in ${span(left)} (${at}).` : `The next run has been due since ${at}.`;
  }

  #now() {
    return Date.now() + this.#skew;
  }

  #show(tone, heading, lines, tasks = []) {
    const head = element(
      'p',
      { className: 'head' },
      element('span', { className: `dot ${tone}`, ariaHidden: 'true' }),
      element('span', {}, heading),
      element('a', { href: HOME.href }, 'Open'),
    );
    head.lastChild.setAttribute('aria-label', 'Open the cleanup page');
    const rows = tasks.map(({ task, policy, off }) =>
      element(
        'li',
        {},
        element('b', { dir: 'auto' }, cut(task)),
        ' ',
        element('span', { dir: 'auto' }, cut(off ? `off: ${off}` : (policy ?? 'as the task decides'))),
      ),
    );
    const list = rows.length ? [element('ul', { ariaLabel: 'What stays' }, ...rows)] : [];
    this.#root.replaceChildren(
      element(
        'div',
        { className: 'box', role: 'group', ariaLabel: 'Cleanup' },
        head,
        ...lines.map((line) => element('p', { className: 'soft', dir: 'auto' }, line)),
        ...list,
      ),
    );
  }
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function removed({ mode, tasks }) {
  const all = tasks.reduce((sum, part) => sum + part.removed, 0);
  return mode === 'DRY_RUN' ? ', a dry run' : `, ${all.toLocaleString()} removed`;
}

function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function span(millis) {
  const index = UNITS.findIndex(([, size]) => millis >= size);
  if (index < 0) return '0 s';
  const [name, size] = UNITS[index];
  const next = UNITS[index + 1];
  const rest = next ? Math.floor((millis % size) / next[1]) : 0;
  return `${Math.floor(millis / size)} ${name}${rest ? ` ${rest} ${next[0]}` : ''}`;
}

if (!customElements.get('cleanup-widget')) customElements.define('cleanup-widget', CleanupWidget);
