/** What the page does: dry run, execute a plan, stop. */
import { freshKey, get, post } from './api.js';
import { count, items } from './format.js';
import { sum, wasOff } from './plan.js';
import { refresh } from './refresh.js';
import { changed, state, tell } from './state.js';
import { tally } from './words.js';

export const dryRun = (tasks) => start('dry', { dryRun: true, ...(tasks && { tasks }) });

/** Applies the plan; to these of its tasks only, when some are named. */
export const apply = (plan, tasks) => start('apply', { dryRun: false, plan, ...(tasks && { tasks }) });

async function start(pending, command) {
  if (state.pending) return;
  // The button that was pressed cannot be used meanwhile, and would lose the focus to nothing.
  if (document.activeElement?.closest('.acts, .results, .empty')) document.querySelector('main h1')?.focus({ preventScroll: true });
  Object.assign(state, { pending, results: [] });
  changed();
  try {
    const run = await post('run', command, { Prefer: 'respond-async', 'Idempotency-Key': freshKey() });
    state.following = run.id;
  } catch (problem) {
    tell({ ...said(problem), run: problem.run });
  } finally {
    state.pending = '';
    await refresh();
  }
}

export async function stop(id) {
  state.stopping = id;
  changed();
  try {
    await post(`runs/${encodeURIComponent(id)}/stop`);
    state.following ??= id;
  } catch (problem) {
    state.stopping = null;
    tell(said(problem));
  }
  refresh();
}

function said(problem) {
  if (problem.status === 409 && problem.run) return { tone: 'warn', text: 'Another run is under way; nothing was started.' };
  if (problem.status === 0)
    return { tone: 'bad', text: 'The server cannot be reached. Whether it has begun shows in the history once it answers.' };
  return { tone: 'bad', text: problem.message, reference: problem.reference };
}

/** Says what came of a run that this page started or stopped. */
export async function ended(run) {
  const dry = run.mode === 'DRY_RUN';
  const detail = run.reason ? `: ${run.reason}` : '';
  if (run.status === 'REFUSED' && !sum(run, 'removed')) {
    tell({ tone: 'bad', text: `Refused, nothing was removed${detail}`, run: run.id, dry: !dry });
  } else if (run.status === 'SUCCEEDED' && dry) {
    tell({ tone: 'ok', text: `${found(run)} Nothing was removed.`, run: run.id });
  } else {
    const failed = dry ? 'The dry run failed' : 'Failed';
    const how = { SUCCEEDED: 'Done', STOPPED: 'Stopped', FAILED: failed, REFUSED: 'Partly refused', ABANDONED: 'Abandoned' }[run.status];
    const tone =
      run.status === 'SUCCEEDED' && !sum(run, 'failed') && !sum(run, 'unknown') ? 'ok' : run.status === 'STOPPED' ? 'warn' : 'bad';
    const what = !dry ? tally(run) : sum(run, 'eligible') ? found(run) : '';
    tell({
      tone,
      text: `${how}: ${[what, run.reason].filter(Boolean).join('; ')}`,
      run: run.id,
      dry: !dry && (run.status === 'REFUSED' || sum(run, 'skipped') > 0),
    });
  }
  state.plan = await get('orphaned', { limit: 5 }).catch(() => state.plan);
}

const found = (run) => {
  const all = sum(run, 'eligible');
  const seen = run.tasks.filter((part) => !wasOff(part)).length;
  return all
    ? `The dry run found ${items(all)} that would go now.`
    : `The dry run found nothing to remove${seen > 1 ? ` in ${count(seen)} tasks` : ''}.`;
};
