/** Starts the page: draws what is known, and keeps it fresh. */
import { html, nothing, render } from './lib/lit-html.js';
import { onUnauthorized } from './api.js';
import { ended } from './actions.js';
import { body as confirm } from './dialogs/confirm.js';
import { dialogs, offer, showDialog } from './dialogs/dialogs.js';
import { body as help } from './dialogs/help.js';
import { askForToken, signIn } from './dialogs/signin.js';
import { capped } from './format.js';
import { listen } from './keyboard.js';
import { refresh, refreshWith } from './refresh.js';
import { onRoute, route } from './router.js';
import { changed, onChange, state } from './state.js';
import * as dashboard from './views/dashboard.js';
import * as history from './views/history.js';
import * as orphaned from './views/orphaned.js';
import * as run from './views/run.js';
import { empty, loadingLine } from './views/parts.js';
import { shell } from './views/shell.js';

/** Each view exports title, load and draw. */
const views = { '': dashboard, orphaned, history, runs: run };
const root = document.getElementById('app');
const SETTLED = 250;
let typing = 0;
let arriving = false; // the focus goes to the heading of the view that somebody went to

/** Loads what the view on screen shows; an answer that comes after somebody went elsewhere is dropped. */
async function loadView() {
  const asked = location.hash;
  const view = views[route.view];
  let data = null;
  let missing = null;
  try {
    data = await view.load();
  } catch (problem) {
    if (problem.status !== 400 && !(problem.status === 404 && problem.told)) throw problem;
    missing = problem;
  }
  if (asked === location.hash) Object.assign(state, { data, missing });
}

function draw() {
  const view = views[route.view];
  const known = Boolean(state.status);
  const head = () => (known && view.head ? view.head() : html`<h1 class="hidden" tabindex="-1">${view.title()}</h1>`);
  const body = () =>
    state.missing ? empty(capped(state.missing.message)) : known ? view.draw() : state.failure || state.signedOut ? nothing : loadingLine();
  render(html`${shell(head, body)}${dialogs()}`, root);
  document.title = `${view.title()} · Cleanup${state.status?.environment ? ` · ${capped(state.status.environment, 40)}` : ''}`;
  showDialog();
  if (arriving && known && view.head) {
    arriving = false;
    document.querySelector('main h1').focus({ preventScroll: true });
  }
}

function moved(elsewhere) {
  clearTimeout(typing);
  if (elsewhere) {
    Object.assign(state, { data: null, missing: null });
    state.explain = { answer: null, problem: null, busy: false };
    arriving = true;
    draw();
    scrollTo(0, 0);
    refresh();
  } else {
    typing = setTimeout(refresh, SETTLED);
    changed();
  }
}

offer({ signin: signIn, confirm, help });
onChange(draw);
onUnauthorized(askForToken);
refreshWith(loadView, ended);
root.replaceChildren();
onRoute(moved);
listen();
draw();
refresh();
setInterval(() => document.hidden || changed(), 1000);
