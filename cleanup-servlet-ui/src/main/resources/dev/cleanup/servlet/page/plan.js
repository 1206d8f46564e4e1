/** What may be done with a plan, and why not. */
import { now } from './clock.js';
import { state } from './state.js';

export const has = (role) => state.me?.roles.includes(role) ?? false;
export const readOnly = () => Boolean(state.me?.readOnly || state.status?.readOnly);
export const over = (run) => run.status !== 'RUNNING' && run.status !== 'STOPPING';
export const expiresAt = (run, expiry) => Date.parse(run.finishedAt) + expiry;

/** What an answer of `orphaned` says of its plan: none, running, applied, expired, fresh, failed or empty. */
export function standing(answer) {
  const run = answer?.run;
  if (!run) return 'none';
  if (!over(run)) return 'running';
  if (answer.appliedBy) return 'applied';
  if (!answer.expiresAt) return 'none';
  if (Date.parse(answer.expiresAt) <= now()) return 'expired';
  if (live(run).some(hasAny)) return 'fresh';
  return run.status === 'SUCCEEDED' ? 'empty' : 'failed';
}

const WHY_NOT = {
  none: 'Execute needs a dry run first.',
  running: 'The dry run is under way.',
  applied: 'The newest plan has been applied. Take a new dry run.',
  expired: 'The newest plan has expired. Take a new dry run.',
  failed: 'The newest dry run did not succeed. Take another.',
  empty: 'The newest plan has nothing to remove.',
  fresh: '',
};

/** In words, why this task is switched off now. */
export const off = (task) => state.status.tasks.find((one) => one.task === task)?.off;

/** Whether this part of a run found its task switched off, and so looked at nothing. */
export const wasOff = (part) => !part.eligible && part.notices.some((notice) => notice.startsWith('off: '));

/** Whether this part of a run counted what would go; until then its counts are no numbers. */
export const saw = (part) => part.asOf && !wasOff(part);

/** A run's parts of tasks that are on now; of others nothing would go. */
export const live = (run) => run.tasks.filter(({ task }) => !off(task));

/** Whether a plan's part can be executed. */
export const hasAny = (part) => part.status === 'SUCCEEDED' && part.eligible > 0;

/** What to say of a dry run that lists nothing. */
export const nothingListed = (answer) =>
  standing(answer) === 'failed' ? 'The dry run did not succeed, so nobody knows what would go.' : 'Nothing would go.';

/** In words, why this plan cannot be executed now; empty when it can. */
export function whyNotExecute(answer) {
  if (readOnly()) return 'Nothing can be changed from here: this page is read-only.';
  if (!has('ADMIN')) return 'Executing a plan needs the role admin.';
  if (state.status.dryRun) return 'Dry-run mode: this service removes nothing at all.';
  if (state.status.current) return 'A run is under way.';
  return WHY_NOT[standing(answer)];
}

/** In words, why no dry run can be taken now; empty when it can. */
export function whyNotDryRun() {
  if (readOnly()) return 'Nothing can be started from here: this page is read-only.';
  if (!has('OPERATOR')) return 'You may look; a dry run needs the role operator.';
  if (!state.status.tasks.length) return 'There is nothing to look at: no task is set up.';
  return state.status.current ? 'A run is under way.' : '';
}

/** Whether a run of this many would be refused unless a person approves it by applying a plan. */
export const overLimit = (limit, eligible, population) =>
  Boolean(limit) && eligible > limit.items && (population == null || eligible > limit.share * population);

/** What the newest look at a task leaves: {eligible, population, spared, part}; null when nobody has looked. */
export function outlook(task, runs) {
  let gone = 0;
  let spared = 0;
  for (const run of runs) {
    const part = run.tasks.find((one) => one.task === task && saw(one) && over(one));
    if (!part) continue;
    gone += part.removed;
    // Who applies a plan does not look anew: it counts what the plan's own dry run, or a later look, had found.
    if (run.mode === 'APPLY' && runs.some((other) => other.id === run.plan)) {
      spared += part.skipped;
      continue;
    }
    const population = part.population == null ? null : Math.max(0, part.population - gone);
    const eligible = Math.max(0, part.eligible - gone);
    return { eligible, population, spared: Math.min(spared, eligible), part };
  }
  return null;
}

/** How many went since this dry run by other ways than this plan, so that what it shows may be gone. */
export const goneSince = ({ run, appliedBy }) =>
  knownRuns()
    .filter(({ id, startedAt }) => id !== run.id && id !== appliedBy && Date.parse(startedAt) >= Date.parse(run.finishedAt))
    .reduce((all, other) => all + sum(other, 'removed'), 0);

/** The newest run that could have removed something, with this task's part. */
export function lastRun(task, runs) {
  for (const run of runs) {
    const part = run.mode === 'DRY_RUN' || !over(run) ? null : run.tasks.find((one) => one.task === task && !wasOff(one));
    if (part) return { run, part };
  }
  return null;
}

/** Every run that is known here, newest first, each once. */
export function knownRuns() {
  const seen = new Map();
  for (const run of [...(state.status?.runs ?? []), ...state.runs]) if (!seen.has(run.id)) seen.set(run.id, run);
  return [...seen.values()].sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
}

export const looked = (run) => run.tasks.some(saw);

export const sum = (run, field) => run.tasks.reduce((all, part) => all + part[field], 0);
