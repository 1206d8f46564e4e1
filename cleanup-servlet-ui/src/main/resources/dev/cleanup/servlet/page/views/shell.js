/** What stands around every view: header, banner, results, foot. */
import { html, nothing } from '../lib/lit-html.js';
import { forget, hasToken } from '../api.js';
import { ago, clock, named, span, upper } from '../format.js';
import { CALM, interval, isLoading, loadedAt, plan, refresh, sinceLoaded, startOver, untilRetry } from '../refresh.js';
import { link, param, route, runLink, setService } from '../router.js';
import { changed, state } from '../state.js';
import { isRed, roleWords } from '../words.js';
import { dryRun } from '../actions.js';
import { ask } from '../dialogs/dialogs.js';
import { readOnly, whyNotDryRun } from '../plan.js';
import { dot, said } from './parts.js';
import { progressPanel } from './progress.js';

const NAV = [
  ['', 'Dashboard'],
  ['orphaned', 'Orphaned'],
  ['history', 'History'],
];

/** The page around a view's head and body. */
export function shell(head, body) {
  return html`<a class="skip" href="#main" @click=${skip}>Skip to the content</a>
    <header>
      <a class="brand" href=${link('')}>Cleanup</a>
      ${service()} ${badges()}
      <nav aria-label="Views">
        ${NAV.map(([view, name]) => html`<a href=${link(view)} aria-current=${isHere(view) ? 'page' : nothing}>${name}</a>`)}
      </nav>
      <div class="fresh">
        <span>${freshness()}</span>
        <button class="quiet" @click=${pause}>${state.paused ? 'Resume' : 'Pause'}</button>
        <button class="quiet" aria-label="Help and keyboard" @click=${() => ask('help')}>?</button>
      </div>
    </header>
    <main id="main" tabindex="-1" class=${state.failure && state.status ? 'stale' : ''}>
      ${banner()} ${head()}
      <div class="results" role="status" aria-live="polite">${state.results.map(result)}</div>
      ${underWay()} ${body()}
    </main>
    <footer>${foot()}</footer>`;
}

const isHere = (view) => route.view === view || (view === 'history' && route.view === 'runs');

function skip(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function service() {
  const services = state.me?.services ?? [];
  if (services.length < 2) return state.status ? html`<span class="service">${said(state.status.service, 40)}</span>` : nothing;
  const chosen = param('service') || services[0];
  return html`<label class="chooser"
    ><span class="hidden">Service</span>
    <select .value=${chosen} @change=${choose}>
      ${services.map((id) => html`<option value=${id} ?selected=${id === chosen}>${named(id)}</option>`)}
    </select></label
  >`;
}

function choose(event) {
  setService(event.target.value);
  startOver();
}

function badges() {
  const { status } = state;
  if (!status) return nothing;
  const { environment } = status;
  const badge = (kind, text) => html`<span class="badge ${kind}">${said(text, 30)}</span>`;
  return html`${environment ? badge(isRed(environment) ? 'red' : '', environment) : nothing}
  ${status.dryRun ? badge('', 'dry-run mode') : nothing} ${readOnly() ? badge('', 'read-only') : nothing}`;
}

function freshness() {
  if (!state.loadedAt) return isLoading() ? 'loading…' : '';
  const how = state.paused ? 'paused' : state.failure ? 'not fresh' : interval() === CALM ? 'every 30 s' : 'live';
  return `updated ${ago(sinceLoaded())} · ${how}`;
}

function pause() {
  state.paused = !state.paused;
  plan();
  changed();
}

function banner() {
  const { failure } = state;
  if (state.signedOut) {
    return alertBox(
      'warn',
      'You are not signed in.',
      state.status ? `What stands here is the picture of ${clock(loadedAt())}.` : 'This page shows nothing to strangers.',
      html`<button @click=${signInAgain}>Sign in</button>`,
    );
  }
  if (!failure) return nothing;
  const kept = state.loadedAt ? ` This is the picture of ${clock(loadedAt())}.` : '';
  const next = state.paused ? '' : ` Trying again in ${span(untilRetry() + 999)}.`;
  return alertBox(
    failure.status === 403 ? 'warn' : 'bad',
    title(failure),
    html`${said(failure.message, 600)}${failure.reference ? ` The log says more under ${failure.reference}.` : ''}${kept}${next}`,
    html`<button @click=${refresh} ?disabled=${isLoading()}>Try now</button>`,
  );
}

function title({ status }) {
  const name = param('service') || state.status?.service || '';
  if (status === 0) return 'The server does not answer';
  if (status === 502 || status === 504) return `The service ${name} does not answer`.replace('  ', ' ');
  if (status === 403) return 'You may not look at this';
  if (status === 429) return 'Too many requests';
  if (status === 404) return 'There is no such thing';
  return status === undefined ? 'This page cannot show what it got' : 'The service cannot say how it is';
}

function underWay() {
  const run = state.status?.current;
  if (!run) return state.pending || state.following ? html`<p class="starting" role="status">Starting…</p>` : nothing;
  return progressPanel(run);
}

export const alertBox = (tone, heading, text, action = nothing) =>
  html`<div class="alert ${tone}">
    ${dot(tone)}
    <div><b>${heading}</b><span class="sub">${text}</span></div>
    <div class="actions">${action}</div>
  </div>`;

function signInAgain() {
  state.signedOut = false;
  state.failure = null;
  refresh();
}

function result(one) {
  const close = () => {
    state.results = state.results.filter((other) => other !== one);
    changed();
  };
  return html`<div class="alert ${one.tone}">
    ${dot(one.tone)}
    <div>
      <span>${said(upper(one.text), 1000)}</span
      >${one.reference ? html`<span class="sub">The log says more under ${one.reference}.</span>` : nothing}
    </div>
    <div class="actions">
      ${one.run ? html`<a class="button" href=${runLink(one.run)}>Show the run</a>` : nothing}
      ${one.dry ? html`<button ?disabled=${Boolean(whyNotDryRun())} @click=${() => dryRun()}>New dry run</button>` : nothing}
      <button class="quiet" aria-label="Dismiss" @click=${close}>×</button>
    </div>
  </div>`;
}

function foot() {
  const { me } = state;
  if (!me) return nothing;
  const out = () => {
    forget();
    startOver({ me: null });
  };
  return html`<span>Signed in as ${said(me.name, 80)}${me.roles.length ? ` (${roleWords(me.roles)})` : ''}</span>
    ${hasToken() ? html`<button class="quiet" @click=${out}>Sign out</button>` : nothing}
    <span class="grow"></span><span class="keys"><kbd>?</kbd> for keys</span>`;
}
