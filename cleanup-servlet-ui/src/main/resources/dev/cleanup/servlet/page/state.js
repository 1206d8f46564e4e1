/** What the page knows. Whoever changes it says so with changed(), and the page is drawn once for all changes of a moment. */
export const state = {
  me: null,
  status: null,
  plan: null, // the newest dry run with its first findings
  runs: [], // the history for trends, newest first
  data: null, // what the view on screen asked for
  missing: null, // why there is no such thing
  loadedAt: 0,
  failure: null, // why the last refresh failed
  failures: 0,
  retryAt: 0,
  paused: false,
  signedOut: false,
  pending: '', // the command on its way: dry, apply, stop
  following: null, // the run that this page started
  stopping: null,
  results: [], // what came of the commands, newest first
  dialog: null,
  trend: 'day',
  asTable: false,
  explain: { answer: null, problem: null, busy: false },
  exporting: '',
};

let draw = () => {};
let waiting = false;

export const onChange = (listener) => (draw = listener);

export function changed() {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    draw();
  });
}

/** Shows a line on what came of a command: {tone, text, run, dry}. */
export function tell(result) {
  state.results = [{ ...result, at: Date.now() }, ...state.results].slice(0, 3);
  changed();
}
