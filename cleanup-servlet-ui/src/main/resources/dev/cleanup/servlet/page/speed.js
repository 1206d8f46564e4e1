/** How fast a run is, from what its successive states say. */
import { state } from './state.js';

const WINDOW = 12;

const done = (part) => part.removed + part.skipped + part.failed + part.unknown;

export function sample(run) {
  for (const part of run.tasks) {
    const key = `${run.id} ${part.task}`;
    const seen = state.speed.get(key) ?? [];
    const at = Date.parse(run.updatedAt);
    if (seen.at(-1)?.at !== at) seen.push({ at, done: done(part) });
    state.speed.set(key, seen.slice(-WINDOW));
  }
  for (const key of state.speed.keys()) if (!key.startsWith(`${run.id} `)) state.speed.delete(key);
}

/** {rate per second, left in milliseconds}; null until it can be told. */
export function speed(run, part) {
  const seen = state.speed.get(`${run.id} ${part.task}`) ?? [];
  const millis = seen.length < 2 ? 0 : seen.at(-1).at - seen[0].at;
  const many = millis ? seen.at(-1).done - seen[0].done : 0;
  if (many <= 0) return null;
  const rate = (many * 1000) / millis;
  return { rate, left: (Math.max(0, part.eligible - done(part)) / rate) * 1000 };
}

export const progress = done;
