/** Keeps the picture fresh: every 30 s, every 1.5 s while a run is under way; not while hidden, paused or asked something. */
import { get, useService } from './api.js';
import { now } from './clock.js';
import { over } from './plan.js';
import { param } from './router.js';
import { changed, state } from './state.js';

export const CALM = 30_000;
const BUSY = 1_500;
const LONGEST = 120_000;
const ENOUGH_FOR_TRENDS = 200;

let timer = 0;
let loading = null;
let again = false;
let view = async () => {};
let ended = async () => {};
let trendsOf = '';

/** What the view on screen loads besides, and what is told of a run that this page started and that has ended. */
export function refreshWith(loadView, runEnded) {
  view = loadView;
  ended = runEnded;
  document.addEventListener('visibilitychange', plan);
}

export const interval = () => (state.status?.current || state.following ? BUSY : CALM);
export const resting = () =>
  document.hidden || (state.paused && !state.following) || state.signedOut || Boolean(state.dialog && state.dialog.kind !== 'signin');

/** Plans the next refresh; one that is due already comes at once. */
export function plan() {
  clearTimeout(timer);
  if (resting() || loading) return;
  const due = state.failure ? state.retryAt : state.loadedAt + interval();
  timer = setTimeout(refresh, Math.max(0, due - Date.now()));
}

export function refresh() {
  clearTimeout(timer);
  if (loading) {
    again = true;
    return loading;
  }
  loading = load()
    .then(success, failed)
    .finally(() => {
      loading = null;
      changed();
      if (again) {
        again = false;
        refresh();
      } else plan();
    });
  changed();
  return loading;
}

export const isLoading = () => loading !== null;

async function load() {
  useService(param('service'));
  if (!state.me) state.me = await get('me');
  const parts = await Promise.allSettled([base(), get('orphaned', { limit: 5 }).then((plan) => (state.plan = plan)), view()]);
  const broken = parts.find((part) => part.status === 'rejected');
  if (broken) throw broken.reason;
  state.me ??= await get('me'); // somebody signed in meanwhile
}

async function base() {
  const status = await get('status');
  state.status = status;
  const newest = status.runs.find(over);
  const of = `${param('service')} ${newest?.id}`;
  if (of !== trendsOf) {
    state.runs = status.runs.length < 10 ? [] : (await get('history', { limit: ENOUGH_FOR_TRENDS })).runs;
    trendsOf = of;
  }
  if (state.following && status.current?.id !== state.following) await follow(status);
}

async function follow(status) {
  const id = state.following;
  const run = status.runs.find((one) => one.id === id) ?? (await get(`runs/${encodeURIComponent(id)}`).catch(gone));
  if (run && !over(run)) return;
  state.following = null;
  state.stopping = null;
  if (run) await ended(run);
  again = true;
}

/** A history that keeps few runs may have dropped it already. */
function gone(problem) {
  if (problem.status !== 404) throw problem;
  return null;
}

function success() {
  state.failure = null;
  state.failures = 0;
  state.signedOut = false;
  state.loadedAt = Date.now();
}

/** The last picture stays; the next try comes later each time. */
function failed(problem) {
  if (!('status' in problem)) console.error(problem);
  if (problem.status === 401) state.signedOut = true;
  state.failure = problem;
  const wait = problem.retryAfter ? problem.retryAfter * 1000 : Math.min(LONGEST, 2000 * 2 ** state.failures);
  state.failures++;
  state.retryAt = Date.now() + wait;
}

/** Starts anew for another service or another caller, of whom this much is known. */
export function startOver(known = {}) {
  const clear = () => {
    Object.assign(state, { status: null, plan: null, runs: [], data: null, missing: null, loadedAt: 0, failure: null, failures: 0 });
    Object.assign(state, { following: null, stopping: null, results: [], explain: { answer: null, problem: null, busy: false }, ...known });
    trendsOf = '';
    changed();
  };
  clear();
  loading?.finally(clear); // what is still on its way belongs to the one before
  return refresh();
}

export const untilRetry = () => Math.max(0, state.retryAt - Date.now());
export const sinceLoaded = () => Date.now() - state.loadedAt;
export const loadedAt = () => state.loadedAt + (now() - Date.now());
