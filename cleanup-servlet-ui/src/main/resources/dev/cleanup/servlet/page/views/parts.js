/** Pieces that several views draw. */
import { html, nothing } from '../lib/lit-html.js';
import { ageOf, capped, count, full, moment, named, percent } from '../format.js';
import { page, setParams } from '../router.js';

/** Text from outside: isolated, so that no mark in it turns what stands around it, and of a bearable length. */
export const said = (text, most = 300) => html`<bdi title=${text.length > most ? capped(text, 2000) : nothing}>${capped(text, most)}</bdi>`;
export const code = (text, most = 120) =>
  html`<code dir="auto" title=${text.length > most ? capped(text, 2000) : nothing}>${capped(text, most)}</code>`;

export const at = (iso) => (iso ? html`<time datetime=${iso} title=${full(iso)}>${moment(iso)}</time>` : '–');
export const age = (iso) =>
  iso ? html`<time datetime=${iso} title=${full(iso)}>${ageOf(iso)}</time>` : html`<span class="sub">age not known</span>`;

export const pill = ({ tone, text }) => html`<span class="pill ${tone}">${text}</span>`;
export const dot = (tone) => html`<span class="dot ${tone}" aria-hidden="true"></span>`;

/** The top of a view: its name, a sentence, and what can be done. */
export const heading = (name, sentence, acts = nothing) =>
  html`<section class="verdict" aria-label="About this view">
    <div>
      <h1 tabindex="-1">${name}</h1>
      <p>${sentence}</p>
    </div>
    ${acts}
  </section>`;

export const panel = (title, body, extra = nothing, kind = '') =>
  html`<section class="panel ${kind}" aria-label=${title}>
    <div class="bar">
      <h2>${title}</h2>
      ${extra}
    </div>
    ${body}
  </section>`;

export const empty = (text, action = nothing) =>
  html`<div class="empty">
    <p>${text}</p>
    ${action}
  </div>`;

/** How much of all: a bar with its words beside it. */
export const shareBar = (part, all, over) =>
  all
    ? html`<meter class="share ${over ? 'over' : ''}" min="0" max="1" .value=${Math.min(1, part / all)} aria-label="Share of all">
        ${percent(part / all)}
      </meter>`
    : nothing;

export const loadingLine = () => html`<p class="empty" aria-busy="true">Loading…</p>`;

/** Where in a long list, and the way on. */
export function pager(total, size, noun) {
  const last = Math.max(1, Math.ceil(total / size));
  const here = Math.min(page(), last);
  const from = total ? (here - 1) * size + 1 : 0;
  const to = (number) => () => {
    setParams({ page: number === 1 ? '' : number });
    document.querySelector('main table')?.scrollIntoView({ block: 'nearest' });
  };
  return html`<nav class="pager" aria-label="Pages">
    <span>${total ? `${count(from)}–${count(Math.min(total, here * size))} of ${count(total)} ${noun}` : ''}</span>
    ${
      last > 1
        ? html`<button ?disabled=${here === 1} @click=${to(1)}>First</button>
            <button ?disabled=${here === 1} @click=${to(here - 1)}>Previous</button>
            <button ?disabled=${here === last} @click=${to(here + 1)}>Next</button>
            <button ?disabled=${here === last} @click=${to(last)}>Last</button>`
        : nothing
    }
  </nav>`;
}

/** A choice in a filter; the first option is "all". */
export const choice = (name, label, value, options) =>
  html`<label class="field"
    >${label}
    <select name=${name} .value=${value} @change=${(event) => setParams({ [name]: event.target.value, page: '' })}>
      <option value="" ?selected=${!value}>all</option>
      ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${named(text)}</option>`)}
    </select></label
  >`;

export const search = (value, label) =>
  html`<label class="field grow"
    >${label}
    <input
      type="search"
      name="q"
      id="filter"
      maxlength="200"
      autocomplete="off"
      spellcheck="false"
      .value=${value}
      @input=${(event) => setParams({ q: event.target.value, page: '' })}
  /></label>`;

/** A count; a dash where it does not apply. */
export const number = (n, applies = true) => (applies ? count(n) : '–');
